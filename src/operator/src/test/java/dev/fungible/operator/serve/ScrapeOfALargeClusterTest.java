package dev.fungible.operator.serve;

import static dev.fungible.scheduler.execute.StepResult.Outcome.SUCCEEDED;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.plan.Shortfall;
import dev.fungible.scheduler.spi.Bid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The worst that four pools, three classes and all of our guardrails can come to. */
class ScrapeOfALargeClusterTest {

  private static final int NODES = 20_480;
  private static final int MOST_SERIES = 2000;
  private static final List<Path> SAY_HOW_MANY =
      List.of(Path.of("../docs/guide/metrics.md"), Path.of("../docs/adr/0028-what-is-measured.md"));
  private static final List<String> POOLS = List.of("a100", "b200", "gb200", "h100");
  private static final List<WorkloadClass> CLASSES =
      List.of(WorkloadClass.INFERENCE, WorkloadClass.RANKING, WorkloadClass.TRAINING);
  private static final List<String> CONSTRAINTS =
      List.of(
          "back-off",
          "concurrent-shifts",
          "cooldown",
          "do-not-disrupt",
          "domain-spare",
          "frozen-window",
          "limits.max",
          "loss-budget",
          "minimum-run-time",
          "no-donor",
          "payoff",
          "rate-budget",
          "reserved",
          "stale-data");

  private static final Gpus ONE = new Gpus(1);

  private final Exposition shown = new Exposition();
  private final ClusterSnapshot cluster = cluster();

  @Test
  void hasFewSeriesHoweverManyNodesThereAre() {
    List<CycleListener> engine =
        EngineMetrics.listeners(
            shown.registry(), () -> Duration.ofHours(2), node -> Optional.empty(), seen -> true);
    everythingElse();
    CycleReport report = report();
    double cycle = medianMillis(() -> engine.forEach(listener -> listener.onCycle(report)));
    engine.forEach(listener -> listener.onPass(everyShift()));

    String scraped = shown.registry().scrape();
    long series = scraped.lines().filter(line -> !line.startsWith("#")).count();
    System.out.printf(
        "%d nodes: %d series, %d kB, scraped in %.1f ms; a cycle's report takes %.1f ms%n",
        NODES, series, scraped.length() / 1000, medianMillis(shown.registry()::scrape), cycle);

    assertThat(cluster.nodeCount()).isEqualTo(NODES);
    assertThat(series).isLessThan(MOST_SERIES);
    for (Path page : SAY_HOW_MANY) {
      assertThat(page).content(UTF_8).contains(String.format(Locale.ROOT, "%,d", series));
    }
    assertThat(scraped).as("names no node").doesNotContain("node-");
  }

  private static double medianMillis(Runnable what) {
    double[] took = new double[21];
    for (int i = 0; i < took.length; i++) {
      long begun = System.nanoTime();
      what.run();
      took[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(took);
    return took[took.length / 2];
  }

  private static ClusterSnapshot cluster() {
    List<GpuNode> nodes = new ArrayList<>();
    List<Gang> gangs = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      String name = "node-" + i;
      WorkloadClass of = CLASSES.get(i % CLASSES.size());
      NodeCondition seen =
          i % 97 == 0 ? NodeCondition.DOWN : i % 3 == 0 ? NodeCondition.IDLE : NodeCondition.BUSY;
      Shift shift = i % 10 == 0 ? shift(name, of, ShiftPhase.values()[i / 10 % 11]) : null;
      WorkloadClass lender = i % 4 == 0 ? CLASSES.get((i + 1) % CLASSES.size()) : null;
      String pool = POOLS.get(i / CLASSES.size() % POOLS.size());
      nodes.add(new GpuNode(name, pool, "", of, NOW, lender, seen, shift));
      if (i % 3 != 0) {
        gangs.add(gang("gang-" + i, of, name));
      }
    }
    return ClusterSnapshot.at(NOW)
        .pools(POOLS.stream().map(pool -> NodePool.uniform(pool, 8, Mode.ENFORCE)).toList())
        .nodes(nodes)
        .gangs(gangs)
        .demands(CLASSES.stream().map(ScrapeOfALargeClusterTest::demand).toList())
        .signals(List.of(signal("waiting"), signal("latency"), signal("cache")))
        .build();
  }

  private static Shift shift(String node, WorkloadClass from, ShiftPhase phase) {
    WorkloadClass to = CLASSES.get((CLASSES.indexOf(from) + 1) % CLASSES.size());
    return Shift.planned(node, from, to, Tier.PROTECT, null, NOW, "busy").in(phase, NOW);
  }

  private static Gang gang(String name, WorkloadClass of, String node) {
    List<Placement> placements = List.of(new Placement(node, 8));
    return new Gang(name, of, placements, 0, NOW, null, Duration.ZERO, 1, false, false);
  }

  private static Demand demand(WorkloadClass of) {
    return new Demand(of, POOLS, new Gpus(60_000), TimeSeries.EMPTY, "pods");
  }

  private static Signal signal(String name) {
    return new Signal(name, Duration.ofMinutes(2), TimeSeries.EMPTY.plus(NOW, 1, 1), "");
  }

  private CycleReport report() {
    List<Bid> bids = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    List<Shortfall> shortfalls = new ArrayList<>();
    for (WorkloadClass of : CLASSES) {
      bids.add(Reports.foreseeing(of, new TreeMap<>(Map.of(.5, ONE, .9, ONE, .99, ONE))));
      for (Tier tier : Tier.values()) {
        shortfalls.add(new Shortfall(of, tier, 9, 3, "capacity"));
        for (String policy : List.of("forecast", "guarantee", "loan", "queue", "slo")) {
          bids.add(new Bid(policy, of, POOLS, tier, 1, 9, Duration.ZERO, "because"));
        }
      }
      for (String pool : POOLS) {
        for (String constraint : CONSTRAINTS) {
          rejections.add(new Rejection(pool, of, Tier.PROTECT, 1, constraint, "because"));
        }
      }
    }
    Allocation allocation = new Allocation(List.of(), shortfalls);
    Plan plan = new Plan(List.of(), List.of(), rejections);
    return new CycleReport(
        cluster, new Decision(bids, List.of(), allocation, plan), List.of(), List.of());
  }

  /** A shift of every pair of classes in every pool, through all phases. */
  private List<StepResult> everyShift() {
    List<StepResult> steps = new ArrayList<>();
    for (String pool : POOLS) {
      GpuNode node = cluster.nodesOf(pool).getFirst();
      for (WorkloadClass from : CLASSES) {
        for (WorkloadClass to : CLASSES) {
          if (!from.equals(to)) {
            Shift at = Shift.planned(node.name(), from, to, Tier.PROTECT, null, NOW, "busy");
            for (ShiftPhase phase : ShiftPhase.values()) {
              Shift next = at.in(phase, NOW.plusSeconds(30));
              steps.add(Reports.step(at, next, SUCCEEDED));
              at = next;
            }
          }
        }
      }
    }
    return steps;
  }

  private void everythingElse() {
    CycleMetrics cycles = new CycleMetrics(shown.registry());
    CycleReport report = report();
    assertThat(cycles.measure(() -> report)).isSameAs(report);
    new SignalMetrics(shown.registry()).onCycle(report);
    new FreshnessMetrics(shown.registry(), seen -> true, InstantSource.fixed(NOW)).onCycle(report);
    new OperatorMetrics(
            () -> true,
            new MetricsGuideTest.AllIsWell(),
            Map.of("nodes", () -> Optional.of(Duration.ZERO), "pods", Optional::empty))
        .bindTo(shown.registry());
    RequestMetrics requests = new RequestMetrics(shown.registry());
    for (String verb : List.of("create", "get", "list", "patch", "update", "watch")) {
      for (String resource : List.of("configmaps", "events", "jobs", "leases", "nodes", "pods")) {
        for (String code : List.of("200", "404", "409", "500", "none")) {
          requests.count(new ResourceRequest(verb, resource), code, Duration.ofMillis(3));
        }
      }
    }
  }
}
