package dev.fungible.cli;

import dev.fungible.configuration.ConfigurationException;
import dev.fungible.operator.act.Cleanup;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.run.LiveLook;
import dev.fungible.operator.signal.SignalFailure;
import dev.fungible.simulator.account.BadAccount;
import dev.fungible.simulator.oracle.NoSolver;
import dev.fungible.simulator.replay.BadReplay;
import dev.fungible.simulator.sweep.BadSweep;
import dev.fungible.simulator.trace.BadTrace;
import dev.fungible.snapshot.BadSnapshot;
import dev.fungible.snapshot.explain.UnknownName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The {@code fungible} command: 0 when it did what was asked, 2 for bad input, 1 for the rest. */
@Command(
    name = "fungible",
    description = "Moves GPU nodes between training, inference and ranking, and shows why.",
    mixinStandardHelpOptions = true,
    versionProvider = Fungible.Version.class,
    subcommands = {
      SimulateCommand.class,
      SweepCommand.class,
      ReplayCommand.class,
      ReportCommand.class,
      ExplainCommand.class,
      OperatorCommand.class,
      PlanCommand.class,
      SnapshotCommand.class,
      CleanupCommand.class,
      TraceCommand.class,
      ValidateCommand.class,
      ConfigCommand.class,
      SchemaCommand.class,
      HelpCommand.class
    })
public final class Fungible {

  /** Bad input, with what is wrong and what was expected. */
  static final int BAD_INPUT = CommandLine.ExitCode.USAGE;

  private static final String UNANSWERED = "The API server does not answer: ";

  private Fungible() {}

  /** Runs the command and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command, ready to execute arguments. */
  static CommandLine commandLine() {
    return converting(new CommandLine(new Fungible()))
        .setExecutionExceptionHandler(Fungible::report);
  }

  /** The command, which reads values of options as all commands here do. */
  static CommandLine converting(CommandLine command) {
    return command
        .registerConverter(Duration.class, BadOption::duration)
        .registerConverter(LocalDate.class, BadOption::day)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int report(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (error) {
      case BadTrace bad -> err.println("fungible: " + bad.getMessage());
      case UnknownName bad -> err.println("fungible: " + bad.getMessage());
      case BadSnapshot bad -> err.println("fungible: " + bad.getMessage());
      case BadReplay bad -> err.println("fungible: " + bad.getMessage());
      case BadAccount bad -> err.println("fungible: " + bad.getMessage());
      case BadSweep bad -> err.println("fungible: " + bad.getMessage());
      case BadOption bad -> err.println("fungible: " + bad.getMessage());
      case NoSolver missing -> {
        err.println("fungible: " + missing.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
      case Cleanup.Refused refused -> {
        err.println("fungible: " + refused.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
      case LiveLook.Failed failed -> {
        err.println("fungible: " + failed.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
      case SignalFailure failed -> {
        err.println("fungible: Prometheus: " + failed.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
      case ApiFailure failed -> {
        err.println("fungible: " + (failed.code() == 0 ? UNANSWERED : "") + failed.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
      case ConfigurationException bad -> err.println("fungible: " + bad.getMessage());
      case IOException failed -> {
        err.println("fungible: " + failed);
        return CommandLine.ExitCode.SOFTWARE;
      }
      case UncheckedIOException failed -> {
        err.println("fungible: " + failed.getCause());
        return CommandLine.ExitCode.SOFTWARE;
      }
      default -> {
        error.printStackTrace(err);
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    return BAD_INPUT;
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Fungible.class.getPackage().getImplementationVersion();
      return new String[] {"fungible " + (version == null ? "development" : version)};
    }
  }
}
