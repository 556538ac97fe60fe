package dev.fungible.cli;

import dev.fungible.simulator.synthetic.SyntheticWorld;
import dev.fungible.simulator.synthetic.WorldSettings;
import dev.fungible.simulator.trace.DemandFile;
import dev.fungible.simulator.trace.DemandImport;
import dev.fungible.simulator.trace.DemandSource;
import dev.fungible.simulator.trace.IfExists;
import dev.fungible.simulator.trace.ImportReport;
import dev.fungible.simulator.trace.JobFile;
import dev.fungible.simulator.trace.JobImport;
import dev.fungible.simulator.trace.TraceFormat;
import dev.fungible.simulator.trace.TraceImport;
import dev.fungible.simulator.trace.TraceInspection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at traces, imports public ones and makes synthetic ones. */
@Command(
    name = "trace",
    description = "Looks at traces, imports public ones and makes synthetic ones.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TraceCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "inspect",
      description = "Rows, span, mean and peak of a trace, and its peak and trough by day.",
      mixinStandardHelpOptions = true)
  int inspect(
      @Parameters(paramLabel = "PATH", description = "A file, or a folder of ServeGen.")
          Path path) {
    out().print(TraceInspection.text(TraceFormat.detect(path).summary(path)));
    out().flush();
    return 0;
  }

  @Command(
      name = "import-jobs",
      description = "Turns a Philly log into a job file for fungible simulate.",
      mixinStandardHelpOptions = true)
  int importJobs(
      @Parameters(paramLabel = "LOG") Path log,
      @Option(names = "--out", required = true, paramLabel = "FILE") Path target,
      @Option(names = "--start", paramLabel = "YYYY-MM-DDTHH:MM", description = "Time 0.")
          @Nullable LocalDateTime start,
      @Option(names = "--span", paramLabel = "TIME", description = "How much (all).")
          @Nullable Duration span,
      @Option(names = "--clusters", split = ",", description = "Virtual clusters (all).")
          @Nullable List<String> clusters,
      @Option(
              names = "--factor",
              defaultValue = "1",
              description = "Copies a job: 0.25 keeps every fourth (${DEFAULT-VALUE}).")
          double factor,
      @Option(names = "--force", description = "Replace the file if it is there.") boolean force) {
    List<String> chosen = clusters == null ? List.of() : clusters;
    JobImport options =
        refusing("import", () -> new JobImport(start, span, chosen, factor, ifExists(force)));
    return report(TraceImport.jobs(log, target, options));
  }

  @Command(
      name = "import-demand",
      description = {
        "Turns request traces into a demand file for fungible simulate.",
        "Each SOURCE is PATH:CLASS:PEAK or PATH:CLASS:PEAK:DAY, a ServeGen folder or an Azure LLM"
            + " file, its class, the nodes at its highest rate, and the days to leave out first.",
        "Nodes = rate x PEAK / highest rate of the imported part."
      },
      mixinStandardHelpOptions = true)
  int importDemand(
      @Parameters(paramLabel = "SOURCE", arity = "1..*") List<String> sources,
      @Option(names = "--out", required = true, paramLabel = "FILE") Path target,
      @Option(names = "--span", paramLabel = "TIME", description = "How much (all).")
          @Nullable Duration span,
      @Option(names = "--step", defaultValue = "10m", description = "(${DEFAULT-VALUE})")
          Duration step,
      @Option(names = "--force", description = "Replace the file if it is there.") boolean force) {
    List<DemandSource> columns = new ArrayList<>();
    sources.forEach(source -> columns.add(source(source)));
    DemandImport options =
        refusing("import", () -> new DemandImport(columns, span, step, ifExists(force)));
    return report(TraceImport.demand(options, target));
  }

  private static DemandSource source(String text) {
    String[] parts = text.split(":");
    return refusing(
        text,
        () -> {
          if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException("expected PATH:CLASS:PEAK or PATH:CLASS:PEAK:DAY");
          }
          int day = parts.length == 4 ? Integer.parseInt(parts[3]) : 0;
          double peak = Double.parseDouble(parts[2]);
          return new DemandSource(Path.of(parts[0]), parts[1], peak, day);
        });
  }

  @Command(
      name = "generate",
      description = "Makes a demand file and a job file; the same seed makes the same files.",
      mixinStandardHelpOptions = true)
  int generate(
      @Option(names = "--demand", required = true, paramLabel = "FILE") Path demand,
      @Option(names = "--jobs", required = true, paramLabel = "FILE") Path jobs,
      @Option(names = "--seed", defaultValue = "1") long seed,
      @Option(names = "--nodes", defaultValue = "64") int nodes,
      @Option(names = "--span", defaultValue = "8d") Duration span,
      @Option(names = "--force", description = "Replace files that are there.") boolean force) {
    SyntheticWorld world =
        refusing(
            "generate",
            () -> new SyntheticWorld(WorldSettings.of(seed).scaledTo(nodes).over(span)));
    DemandFile.write(world.demand(), demand, ifExists(force));
    JobFile.write(world.jobs(), jobs, ifExists(force));
    out().println(demand + ": " + world.demand().steps() + " rows");
    out().println(jobs + ": " + world.jobs().jobs().size() + " jobs");
    out().flush();
    return 0;
  }

  private interface Making<T> {
    T make();
  }

  private static <T> T refusing(String what, Making<T> making) {
    try {
      return making.make();
    } catch (IllegalArgumentException e) {
      throw new BadOption(what + ": " + e.getMessage());
    }
  }

  private static IfExists ifExists(boolean force) {
    return force ? IfExists.REPLACE : IfExists.REFUSE;
  }

  private int report(ImportReport report) {
    out().println(report.target() + ": " + report.rows() + " rows");
    report.notes().forEach(note -> out().println("note: " + note));
    out().flush();
    return 0;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
