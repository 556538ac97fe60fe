package dev.fungible.cli;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.simulator.account.Account;
import dev.fungible.simulator.account.AccountReader;
import dev.fungible.simulator.account.Period;
import dev.fungible.simulator.account.Report;
import dev.fungible.simulator.measure.Measurements;
import dev.fungible.simulator.replay.BadReplay;
import dev.fungible.simulator.replay.EndlessWork;
import dev.fungible.simulator.replay.Gain;
import dev.fungible.simulator.replay.HeldWork;
import dev.fungible.simulator.replay.MeasuredPast;
import dev.fungible.simulator.replay.RecordedPast;
import dev.fungible.simulator.report.AccountHtml;
import dev.fungible.simulator.report.AccountJson;
import dev.fungible.simulator.report.AccountText;
import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Contender;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells from a Prometheus what became of the GPU-hours of some days, and what moves were worth. */
@Command(
    name = "report",
    description =
        "Accounts for the GPU-hours of the last days: who held them, what moves cost and gained.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private PrometheusOptions prometheus = new PrometheusOptions();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Whose midnights part the days, such as Europe/Berlin (${DEFAULT-VALUE}).")
  private String zone = "UTC";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration that was in force, for the replay; the shipped one if left out."
              + " Names a Prometheus where --prometheus does not.")
  private @Nullable Path config;

  @Option(
      names = "--no-replay",
      description = "Measures alone: leaves out what a split of these days would have done.")
  private boolean measuredOnly;

  @Mixin private PastJobs jobs = new PastJobs();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write one page to look at.")
  private @Nullable Path html;

  @Override
  public Integer call() throws IOException {
    Period period = prometheus.period(days());
    jobs.length();
    PolicyRegistry registry = PolicyRegistry.load(ReportCommand.class.getClassLoader());
    Configuration configuration =
        config == null
            ? Configuration.defaults(registry)
            : DocumentInput.configuration(config, registry);
    Measurements source = prometheus.measurements(configuration.signals().prometheus());
    List<String> notes = new ArrayList<>();
    Account account;
    try (Progress progress = Progress.of("asking")) {
      account = new AccountReader(source, prometheus.selector()).read(period, progress::reached);
    }
    Gain gain =
        measuredOnly
            ? null
            : gain(
                source, period, ReplayCommand.contender("moving", configuration, registry), notes);
    Report report = new Report(account, gain, notes);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(AccountText.render(report, Terminal.WIDTH, Terminal.isInteractive()));
    OutputFile.write(json, "JSON", out, file -> AccountJson.write(report, file));
    OutputFile.write(html, "page", out, file -> AccountHtml.write(report, file));
    out.flush();
    return 0;
  }

  private ZoneId days() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new BadOption("--zone", zone, "a time zone such as UTC, +01:00 or Europe/Berlin");
    }
  }

  private @Nullable Gain gain(
      Measurements source, Period period, Contender moving, List<String> notes) throws IOException {
    MeasuredPast measured;
    try {
      measured = MeasuredPast.read(source, prometheus.selector(), period.from(), period.to());
    } catch (BadReplay e) {
      notes.add("There is no replay: " + e.getMessage());
      return null;
    }
    if (config == null) {
      notes.add("no --config is given: the shipped configuration is replayed in its place");
    }
    notes.addAll(measured.past().notes());
    List<Gain.Work> guesses = work(measured);
    try (Progress progress = Progress.of("replay")) {
      return Gain.run(measured.past(), guesses, moving, progress::reached);
    }
  }

  private List<Gain.Work> work(MeasuredPast measured) throws IOException {
    RecordedPast past = measured.past();
    Optional<List<TrainingJob>> given = jobs.given(past);
    if (given.isPresent()) {
      return List.of(new Gain.Work("jobs given", given.get()));
    }
    return List.of(
        new Gain.Work("work as seen", HeldWork.jobs(past, measured.trainingGpus())),
        new Gain.Work("without end", EndlessWork.jobs(past, measured.sizes(), jobs.length())));
  }
}
