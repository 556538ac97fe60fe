package dev.fungible.cli;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.report.CsvReport;
import dev.fungible.simulator.report.HtmlReport;
import dev.fungible.simulator.report.JsonReport;
import dev.fungible.simulator.report.RecordsReport;
import dev.fungible.simulator.report.TextReport;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.run.Comparison;
import dev.fungible.simulator.run.Lineup;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulates policies on traces, side by side. */
@Command(
    name = "simulate",
    description = "Simulates policies on traces, side by side, with the engine of the operator.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SimulateCommand implements Callable<Integer> {

  private static final String DEFAULT = "default";

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ScenarioOptions scenarioOptions = new ScenarioOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the policy called default; the shipped one if left out.")
  private @Nullable Path config;

  private Duration reversalWindow = GuardrailSettings.defaults().reversalWindow();

  @Option(
      names = "--policies",
      paramLabel = "NAME,...",
      split = ",",
      description = "Rows of the report: default, and the baselines (all).")
  private List<String> policies = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a row a policy as CSV.")
  private @Nullable Path csv;

  @Option(names = "--html", paramLabel = "FILE", description = "Write one page to look at.")
  private @Nullable Path html;

  @Option(
      names = {"--records", "--moves"},
      paramLabel = "FILE",
      description = "Write what was decided and why, as an operator does, for fungible explain.")
  private @Nullable Path records;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "Write what an operator would have shown of the first row, as OpenMetrics.")
  private @Nullable Path metrics;

  @Option(
      names = "--metrics-start",
      paramLabel = "DATE",
      description = "The day that --metrics shows as the first (${DEFAULT-VALUE}).")
  private LocalDate metricsStart = LocalDate.EPOCH;

  @Override
  public Integer call() throws IOException {
    Scenario scenario = scenarioOptions.scenario();
    List<Contender> contenders = contenders(scenario);
    MetricsRecording recording =
        new MetricsRecording(
            () -> reversalWindow, metricsStart.atStartOfDay().toInstant(ZoneOffset.UTC));
    SimulationResult result;
    try (Progress progress = Progress.of("simulating " + scenario.name())) {
      result =
          metrics == null
              ? Comparison.run(scenario, contenders, progress::reached)
              : Comparison.run(scenario, contenders, recording, progress::reached);
    }
    PrintWriter out = out();
    out.print(TextReport.render(result, Terminal.WIDTH, Terminal.isInteractive()));
    OutputFile.write(json, "JSON", out, file -> JsonReport.create().write(result, file));
    OutputFile.write(csv, "CSV", out, file -> CsvReport.write(result, file));
    OutputFile.write(records, "records", out, file -> RecordsReport.write(result, file));
    OutputFile.write(html, "page", out, file -> HtmlReport.write(result, file));
    OutputFile.write(metrics, "metrics of " + contenders.getFirst().name(), out, recording::write);
    out.flush();
    return 0;
  }

  private List<Contender> contenders(Scenario scenario) throws IOException {
    List<String> names = new ArrayList<>(policies);
    if (names.isEmpty()) {
      names.add(DEFAULT);
      names.addAll(Lineup.names());
    }
    List<Contender> result = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      if (!name.equals(DEFAULT) && !Lineup.names().contains(name)) {
        throw new BadOption("--policies", name, DEFAULT + " or one of " + Lineup.names());
      }
      result.add(name.equals(DEFAULT) ? configured() : Lineup.baseline(name, scenario));
    }
    return result;
  }

  private Contender configured() throws IOException {
    PolicyRegistry registry = PolicyRegistry.load(SimulateCommand.class.getClassLoader());
    Configuration configuration =
        config == null
            ? Configuration.defaults(registry)
            : DocumentInput.configuration(config, registry);
    reversalWindow = configuration.guardrails().reversalWindow();
    if (!configuration.pools().isEmpty()) {
      err().println("note: pools of " + config + " are not simulated; see --pools");
    }
    String description =
        config == null ? "the shipped configuration" : "the configuration in " + config;
    DecisionEngine engine = new EngineFactory(registry).engine(configuration, new LeastLoss());
    return new Contender(DEFAULT, description, engine, configuration.shifts());
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
