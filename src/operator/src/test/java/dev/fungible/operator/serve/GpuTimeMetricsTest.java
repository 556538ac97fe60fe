package dev.fungible.operator.serve;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.gang;
import static dev.fungible.scheduler.testing.Samples.node;
import static dev.fungible.scheduler.testing.Samples.pool;
import static dev.fungible.scheduler.testing.Samples.shift;
import static dev.fungible.scheduler.testing.Samples.shifting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GpuTimeMetricsTest {

  private final Exposition shown = new Exposition();
  private boolean trusted = true;
  private final GpuTimeMetrics metrics = new GpuTimeMetrics(shown.registry(), seen -> trusted);

  @Test
  void whatWasSeenHoldsUntilTheNextLook() {
    see(ClusterMetricsTest.busyCluster());
    see(at(NOW.plusSeconds(10)).build());

    assertThat(gpuSeconds("class=\"training\",pool=\"h100\",state=\"busy\"")).isEqualTo(80);
    assertThat(gpuSeconds("class=\"training\",pool=\"h100\",state=\"idle\"")).isEqualTo(80);
    assertThat(gpuSeconds("class=\"training\",pool=\"h100\",state=\"shifting\"")).isEqualTo(80);
    assertThat(gpuSeconds("class=\"ranking\",pool=\"h100\",state=\"unhealthy\"")).isEqualTo(80);
    assertThat(number("fungible_capacity_gpu_seconds_total{pool=\"h100\",}")).isEqualTo(320);
    assertThat(shown.samples("fungible_borrowed_gpu_seconds_total"))
        .containsExactly(
            "fungible_borrowed_gpu_seconds_total"
                + "{class=\"training\",lender=\"inference\",pool=\"h100\",} 80.0");
    assertThat(number("fungible_observed_seconds_total")).isEqualTo(10);
  }

  @Test
  void aPauseOfWhichNothingIsKnownCountsForNothing() {
    see(ClusterMetricsTest.busyCluster());
    Instant late = NOW.plus(GpuTimeMetrics.HOLDS).plusMillis(1);
    see(at(late).build());
    see(at(late.minusSeconds(5)).build());

    assertThat(shown.samples("fungible_")).isNotEmpty().allMatch(line -> line.endsWith(" 0.0"));

    see(at(late.plus(GpuTimeMetrics.HOLDS).minusSeconds(5)).build());
    assertThat(number("fungible_observed_seconds_total")).isEqualTo(300);
  }

  @Test
  void timeInWhichNobodyCouldTellWhatIsCountsForNothing() {
    see(ClusterMetricsTest.busyCluster());
    trusted = false;
    see(at(NOW.plusSeconds(10)).build());
    trusted = true;
    see(at(NOW.plusSeconds(20)).build());
    assertThat(shown.samples("fungible_")).isNotEmpty().allMatch(line -> line.endsWith(" 0.0"));

    see(at(NOW.plusSeconds(21)).build());
    assertThat(number("fungible_observed_seconds_total")).isEqualTo(1);
  }

  @Test
  void aDrainingNodeIsBusyWhileItsGangsWorkAndAnArrivingOneIsNotYet() {
    ClusterSnapshot seen =
        at(NOW)
            .nodes(
                List.of(
                    moving("drains", TRAINING, ShiftPhase.DRAINING),
                    moving("empty", TRAINING, ShiftPhase.VACATED),
                    moving("warms", INFERENCE, ShiftPhase.WARMING)))
            .gangs(List.of(gang("job", "drains"), serving("chat", "warms", 8)))
            .demands(List.of(demand(INFERENCE, 8)))
            .build();
    see(seen);
    see(at(NOW.plusSeconds(1)).build());

    assertThat(gpuSeconds("class=\"training\",pool=\"h100\",state=\"busy\"")).isEqualTo(8);
    assertThat(gpuSeconds("class=\"training\",pool=\"h100\",state=\"shifting\"")).isEqualTo(8);
    assertThat(gpuSeconds("class=\"inference\",pool=\"h100\",state=\"shifting\"")).isEqualTo(8);
    assertThat(number("fungible_unmet_gpu_seconds_total{class=\"inference\",}"))
        .as("its pod is there and not ready")
        .isEqualTo(8);
  }

  @Test
  void freeGpusOfAClassWithAQueueAreFragmented() {
    see(
        at(NOW)
            .nodes(List.of(node("a", "h100", TRAINING), node("b", "h100", INFERENCE)))
            .pending(List.of(new PendingGang("wide", TRAINING, 64, 0, NOW)))
            .build());
    see(at(NOW.plusSeconds(1)).build());

    assertThat(gpuSeconds("class=\"training\",pool=\"h100\",state=\"fragmented\"")).isEqualTo(8);
    assertThat(gpuSeconds("class=\"inference\",pool=\"h100\",state=\"idle\"")).isEqualTo(8);
  }

  @Test
  void demandIsMetAsFarAsGangsOfTheClassHoldIt() {
    ClusterSnapshot seen =
        at(NOW)
            .nodes(List.of(node("a", "h100", INFERENCE)))
            .gangs(List.of(serving("chat", "a", 6)))
            .demands(List.of(demand(INFERENCE, 10), demand(RANKING, 0)))
            .build();
    see(seen);
    see(at(NOW.plusSeconds(60)).build());

    assertThat(number("fungible_demand_gpu_seconds_total{class=\"inference\",}")).isEqualTo(600);
    assertThat(number("fungible_unmet_gpu_seconds_total{class=\"inference\",}")).isEqualTo(240);
    assertThat(number("fungible_unmet_seconds_total{class=\"inference\",}")).isEqualTo(60);
    assertThat(number("fungible_unmet_seconds_total{class=\"ranking\",}")).isZero();
    assertThat(shown.samples("fungible_unmet_seconds_total")).hasSize(2);
  }

  @Test
  void thePartsAddUpToTheCapacityWhateverHappens() {
    Random random = new Random(7);
    Instant now = NOW;
    for (int cycle = 0; cycle < 200; cycle++) {
      see(randomCluster(random, now));
      now = now.plusMillis(random.nextInt(400_000));
    }

    double parts =
        shown.samples("fungible_gpu_seconds_total").stream()
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    double whole = number("fungible_capacity_gpu_seconds_total{pool=\"h100\",}");
    assertThat(whole).isGreaterThan(1e6);
    assertThat(parts).isCloseTo(whole, within(whole * 1e-12));
  }

  private static ClusterSnapshot randomCluster(Random random, Instant now) {
    List<GpuNode> nodes = new ArrayList<>();
    List<Gang> gangs = new ArrayList<>();
    WorkloadClass[] classes = {TRAINING, INFERENCE, RANKING};
    ShiftPhase[] phases = ShiftPhase.values();
    for (int i = 0; i < random.nextInt(1, 30); i++) {
      String name = "n" + i;
      WorkloadClass of = classes[random.nextInt(3)];
      NodeCondition seen = random.nextInt(5) == 0 ? NodeCondition.DOWN : NodeCondition.BUSY;
      GpuNode node = GpuNode.assigned(name, "h100", "", of, NOW, seen);
      boolean moves = random.nextInt(3) == 0;
      nodes.add(
          moves ? shifting(node, shift(name, phases[random.nextInt(phases.length)]), seen) : node);
      if (random.nextBoolean()) {
        gangs.add(serving("g" + i, name, random.nextInt(1, 10)));
      }
    }
    boolean queue = random.nextBoolean();
    return at(now)
        .nodes(nodes)
        .gangs(gangs)
        .pending(queue ? List.of(new PendingGang("w", TRAINING, 8, 0, NOW)) : List.of())
        .build();
  }

  private static ClusterSnapshot.Builder at(Instant time) {
    return ClusterSnapshot.at(time).pools(List.of(pool("h100")));
  }

  private static GpuNode moving(String name, WorkloadClass labelled, ShiftPhase phase) {
    return shifting(node(name, "h100", labelled), shift(name, phase), NodeCondition.BUSY);
  }

  private static Gang serving(String name, String node, int gpus) {
    return new Gang(
        name,
        INFERENCE,
        List.of(new Placement(node, gpus)),
        0,
        NOW,
        null,
        Duration.ZERO,
        1,
        false,
        false);
  }

  private static Demand demand(WorkloadClass of, double gpus) {
    return new Demand(of, List.of("h100"), new Gpus(gpus), TimeSeries.EMPTY, "pods");
  }

  private void see(ClusterSnapshot snapshot) {
    metrics.onCycle(Reports.saw(snapshot));
  }

  private double gpuSeconds(String labels) {
    return number("fungible_gpu_seconds_total{" + labels + ",}");
  }

  private double number(String series) {
    String line = shown.samples(series).getFirst();
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }
}
