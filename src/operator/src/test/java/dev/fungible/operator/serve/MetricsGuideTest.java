package dev.fungible.operator.serve;

import static dev.fungible.scheduler.execute.StepResult.Outcome.SUCCEEDED;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.plan.Decision.PolicyFailure;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.testing.Samples;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guide", "metrics.md");
  private static final Pattern ROW = Pattern.compile("^\\| `(fungible_\\w+)` \\| (\\w+) ");

  private final Exposition shown = new Exposition();

  @BeforeEach
  void everythingHappensOnce() {
    ClusterSnapshot cluster = ClusterMetricsTest.busyCluster();
    CycleMetrics cycles = new CycleMetrics(shown.registry());
    List<CycleListener> engine =
        EngineMetrics.listeners(
            shown.registry(), () -> Duration.ofHours(2), node -> Optional.empty(), seen -> true);
    new FreshnessMetrics(shown.registry(), seen -> true, InstantSource.fixed(NOW))
        .onCycle(Reports.saw(cluster));
    new SignalMetrics(shown.registry()).onCycle(Reports.saw(measuredCluster()));
    Plan plan =
        new Plan(
            List.of(Reports.move("moving", 1)),
            List.of(),
            List.of(Reports.rejection("cooldown", 1)));
    CycleReport report = PlanMetricsTest.wanted(cluster, plan);
    engine.forEach(listener -> listener.onCycle(report));
    engine.forEach(listener -> listener.onPass(List.of(enters(ShiftPhase.DONE))));
    List<PolicyFailure> failures = List.of(new PolicyFailure("queue", "oops"));
    cycles.onCycle(Reports.report(cluster, failures, plan, List.of(enters(ShiftPhase.PENDING))));
    cycles.onPass(List.of());
    new OperatorMetrics(
            () -> true, new AllIsWell(), Map.of("nodes", () -> Optional.of(Duration.ZERO)))
        .bindTo(shown.registry());
    new RequestMetrics(shown.registry())
        .count(new ResourceRequest("get", "nodes"), "200", Duration.ZERO);
  }

  private static ClusterSnapshot measuredCluster() {
    TimeSeries samples = TimeSeries.EMPTY.plus(NOW, 3, 1);
    return ClusterSnapshot.at(NOW)
        .signals(List.of(new Signal("waiting", Duration.ofMinutes(2), samples, "")))
        .build();
  }

  @Test
  void theGuideNamesEveryMetricAndItsTypeAndNoOther() throws Exception {
    assertThat(rowsOfTheGuide()).isEqualTo(typesShown());
  }

  @Test
  void everyMetricSaysWhatItIs() {
    assertThat(shown.registry().scrape().lines().filter(line -> line.startsWith("# HELP fung")))
        .allMatch(line -> line.split(" ", 4)[3].length() > 10);
  }

  @Test
  void promtoolHasNothingToSay() throws Exception {
    Optional<Path> promtool =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    if (promtool.isEmpty()) {
      System.err.println("SKIPPED promtool check metrics: promtool is not on the PATH");
    }
    Assumptions.assumeTrue(promtool.isPresent(), "promtool is not on the PATH");
    Process check =
        new ProcessBuilder(promtool.orElseThrow().toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (var input = check.getOutputStream()) {
      input.write(own(shown.registry().scrape()).getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  private static String own(String exposition) {
    return exposition
        .lines()
        .filter(line -> line.contains("fungible_"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static TreeSet<String> rowsOfTheGuide() throws Exception {
    return Files.readAllLines(GUIDE).stream()
        .map(ROW::matcher)
        .filter(Matcher::find)
        .map(row -> row.group(1) + " " + row.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private TreeSet<String> typesShown() {
    return shown
        .registry()
        .scrape()
        .lines()
        .filter(line -> line.startsWith("# TYPE fungible_") && !line.contains("_max "))
        .map(line -> line.substring("# TYPE ".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static StepResult enters(ShiftPhase phase) {
    Shift before = phase == ShiftPhase.PENDING ? null : Samples.shift("moving", ShiftPhase.WARMING);
    return Reports.step(before, Samples.shift("moving", phase), SUCCEEDED);
  }

  static final class AllIsWell implements ConfigurationCounts {
    @Override
    public long refused() {
      return 0;
    }

    @Override
    public long accepted() {
      return 1;
    }

    @Override
    public boolean newestInForce() {
      return true;
    }
  }
}
