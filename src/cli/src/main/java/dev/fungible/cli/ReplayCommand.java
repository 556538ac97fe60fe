package dev.fungible.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.DurationText;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.account.Period;
import dev.fungible.simulator.replay.EndlessWork;
import dev.fungible.simulator.replay.MeasuredPast;
import dev.fungible.simulator.replay.RecordedPast;
import dev.fungible.simulator.replay.Replay;
import dev.fungible.simulator.replay.ReplayText;
import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Contender;
import dev.fungible.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a candidate configuration would have made of the recorded past. */
@Command(
    name = "replay",
    description = "Replays the recorded past of a cluster under a candidate configuration.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

  private static final int MOST_SIZES = 8;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The candidate: a document, or the manifest of a ConfigMap.")
  private @Nullable Path config;

  @Option(
      names = "--current",
      paramLabel = "FILE",
      description = "Compares with this, not with the configuration in force.")
  private @Nullable Path current;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "The past that this snapshot remembers, and not that of a cluster.")
  private @Nullable Path snapshot;

  @Mixin private PastJobs jobs = new PastJobs();

  @Mixin private PrometheusOptions prometheus = new PrometheusOptions();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Override
  public Integer call() throws IOException {
    jobs.length();
    if (!prometheus.isNamed()) {
      prometheus.refuseAll(command().getParseResult());
    }
    PolicyRegistry registry = PolicyRegistry.load(ReplayCommand.class.getClassLoader());
    Configuration candidate = DocumentInput.configuration(Objects.requireNonNull(config), registry);
    List<String> notes = new ArrayList<>();
    Recorded recorded = prometheus.isNamed() ? measured(registry) : remembered(registry);
    List<TrainingJob> work = work(recorded, notes);
    Replay replay;
    try (Progress progress = Progress.of("replay")) {
      replay =
          Replay.run(
              recorded.past(),
              work,
              notes,
              contender("current", recorded.inForce(), registry),
              contender("candidate", candidate, registry),
              progress::reached);
    }
    PrintWriter out = command().getOut();
    out.print(ReplayText.render(replay));
    out.flush();
    return 0;
  }

  /** What there is to replay: the past, sizes of jobs of that time, and what was in force. */
  private record Recorded(RecordedPast past, List<Integer> sizes, Configuration inForce) {}

  private Recorded remembered(PolicyRegistry registry) throws IOException {
    PrintWriter err = command().getErr();
    PlanSource source =
        snapshot == null ? new LiveSource(cluster, null, err) : new SnapshotSource(snapshot);
    SnapshotFile file = source.read();
    RecordedPast past = RecordedPast.of(file.snapshot());
    Configuration inForce =
        current != null
            ? DocumentInput.configuration(current, registry)
            // The name must not end like that of a JSON file: the document is YAML.
            : new ConfigurationReader(registry)
                .read(source.name() + ", its configuration", file.configuration().getBytes(UTF_8));
    return new Recorded(past, EndlessWork.sizes(file.snapshot(), past.gpusPerNode()), inForce);
  }

  private Recorded measured(PolicyRegistry registry) throws IOException {
    if (current == null) {
      throw new BadOption(
          "--current is left out; expected the configuration that was in force, which Prometheus"
              + " does not keep");
    }
    if (snapshot != null) {
      throw new BadOption("--snapshot", snapshot, "it to be left out where --prometheus is given");
    }
    Configuration inForce = DocumentInput.configuration(current, registry);
    Period period = prometheus.period(ZoneOffset.UTC);
    MeasuredPast measured =
        MeasuredPast.read(
            prometheus.measurements(null), prometheus.selector(), period.from(), period.to());
    return new Recorded(measured.past(), measured.sizes(), inForce);
  }

  private List<TrainingJob> work(Recorded recorded, List<String> notes) throws IOException {
    RecordedPast past = recorded.past();
    Optional<List<TrainingJob>> given = jobs.given(past);
    if (given.isPresent()) {
      return given.get();
    }
    String shown =
        recorded.sizes().stream()
            .distinct()
            .sorted()
            .limit(MOST_SIZES)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    notes.add(
        "no jobs are given, so training is taken to have work without end, in jobs of "
            + DurationText.format(jobs.length())
            + " on "
            + shown
            + " GPUs, like what "
            + (prometheus.isNamed() ? "waited then" : "runs or waits now"));
    return EndlessWork.jobs(past, recorded.sizes(), jobs.length());
  }

  private CommandLine command() {
    return Objects.requireNonNull(spec).commandLine();
  }

  /** Who decides by that configuration. */
  static Contender contender(String name, Configuration configuration, PolicyRegistry registry) {
    return new Contender(
        name,
        "",
        new EngineFactory(registry).engine(configuration, new LeastLoss()),
        configuration.shifts());
  }
}
