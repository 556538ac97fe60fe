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

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterMetricsTest {

  private final Exposition shown = new Exposition();

  @Test
  void showsTheClusterAsItIsAndNotAsItIsWanted() {
    new ClusterMetrics(shown.registry()).onCycle(Reports.saw(busyCluster()));

    assertThat(shown.samples("fungible_"))
        .containsExactlyInAnyOrder(
            "fungible_nodes{class=\"training\",pool=\"h100\",state=\"busy\",} 1.0",
            "fungible_nodes{class=\"training\",pool=\"h100\",state=\"idle\",} 1.0",
            "fungible_nodes{class=\"training\",pool=\"h100\",state=\"shifting\",} 1.0",
            "fungible_nodes{class=\"ranking\",pool=\"h100\",state=\"unhealthy\",} 1.0",
            "fungible_gpus{class=\"inference\",pool=\"h100\",state=\"busy\",} 0.0",
            "fungible_gpus{class=\"inference\",pool=\"h100\",state=\"fragmented\",} 0.0",
            "fungible_gpus{class=\"inference\",pool=\"h100\",state=\"idle\",} 0.0",
            "fungible_gpus{class=\"inference\",pool=\"h100\",state=\"shifting\",} 0.0",
            "fungible_gpus{class=\"inference\",pool=\"h100\",state=\"unhealthy\",} 0.0",
            "fungible_gpus{class=\"ranking\",pool=\"h100\",state=\"busy\",} 0.0",
            "fungible_gpus{class=\"ranking\",pool=\"h100\",state=\"fragmented\",} 0.0",
            "fungible_gpus{class=\"ranking\",pool=\"h100\",state=\"idle\",} 0.0",
            "fungible_gpus{class=\"ranking\",pool=\"h100\",state=\"shifting\",} 0.0",
            "fungible_gpus{class=\"ranking\",pool=\"h100\",state=\"unhealthy\",} 8.0",
            "fungible_gpus{class=\"training\",pool=\"h100\",state=\"busy\",} 8.0",
            "fungible_gpus{class=\"training\",pool=\"h100\",state=\"fragmented\",} 0.0",
            "fungible_gpus{class=\"training\",pool=\"h100\",state=\"idle\",} 8.0",
            "fungible_gpus{class=\"training\",pool=\"h100\",state=\"shifting\",} 8.0",
            "fungible_gpus{class=\"training\",pool=\"h100\",state=\"unhealthy\",} 0.0",
            "fungible_gpus_borrowed{class=\"training\",lender=\"inference\",pool=\"h100\",} 8.0",
            "fungible_gpus_assigned{class=\"inference\",pool=\"h100\",} 0.0",
            "fungible_gpus_assigned{class=\"ranking\",pool=\"h100\",} 8.0",
            "fungible_gpus_assigned{class=\"training\",pool=\"h100\",} 24.0",
            "fungible_gpus_held{class=\"inference\",pool=\"h100\",} 0.0",
            "fungible_gpus_held{class=\"ranking\",pool=\"h100\",} 0.0",
            "fungible_gpus_held{class=\"training\",pool=\"h100\",} 8.0",
            "fungible_pool_mode{mode=\"enforce\",pool=\"h100\",} 1.0");
  }

  @Test
  void showsWhatIsWantedAndWhatWaits() {
    new DemandMetrics(shown.registry()).onCycle(Reports.saw(busyCluster()));

    assertThat(shown.samples("fungible_"))
        .containsExactlyInAnyOrder(
            "fungible_pending_gangs{class=\"inference\",} 2.0",
            "fungible_pending_gangs{class=\"ranking\",} 0.0",
            "fungible_pending_gangs{class=\"training\",} 0.0",
            "fungible_pending_gpus{class=\"inference\",} 12.0",
            "fungible_pending_gpus{class=\"ranking\",} 0.0",
            "fungible_pending_gpus{class=\"training\",} 0.0",
            "fungible_pending_oldest_seconds{class=\"inference\",} 90.0",
            "fungible_pending_oldest_seconds{class=\"ranking\",} 0.0",
            "fungible_pending_oldest_seconds{class=\"training\",} 0.0",
            "fungible_demand_gpus{class=\"inference\",} 20.5",
            "fungible_demand_gpus{class=\"ranking\",} 0.0",
            "fungible_demand_gpus{class=\"training\",} 0.0");
  }

  @Test
  void showsShiftsUnderWayAndHowLongTheyAreExpectedToTake() {
    TransitionMetrics metrics = new TransitionMetrics(shown.registry());
    Shift since = shift("moving", ShiftPhase.PENDING).in(ShiftPhase.DRAINING, NOW.minusSeconds(70));
    Shift later = shift("other", ShiftPhase.DRAINING);

    metrics.onCycle(
        Reports.saw(
            ClusterSnapshot.at(NOW.plusSeconds(30))
                .pools(List.of(pool("h100")))
                .nodes(
                    List.of(
                        shifting(node("moving", "h100", TRAINING), since, NodeCondition.BUSY),
                        shifting(node("other", "h100", TRAINING), later, NodeCondition.BUSY)))
                .unlearnedLeadTime(Duration.ofMinutes(4))
                .build()));

    assertThat(shown.samples("fungible_shift"))
        .containsExactly(
            "fungible_shift_phase_oldest_seconds{phase=\"draining\",pool=\"h100\",} 30.0",
            "fungible_shifts_under_way{phase=\"draining\",pool=\"h100\",} 2.0");
    assertThat(shown.samples("fungible_lead_time_seconds"))
        .hasSize(6)
        .contains("fungible_lead_time_seconds{from=\"training\",to=\"inference\",} 240.0");

    metrics.onCycle(Reports.saw(Reports.cluster("moving")));
    assertThat(shown.samples("fungible_shift")).isEmpty();
  }

  @Test
  void whatIsGoneVanishes() {
    ClusterMetrics metrics = new ClusterMetrics(shown.registry());
    metrics.onCycle(Reports.saw(busyCluster()));

    metrics.onCycle(Reports.saw(ClusterSnapshot.at(NOW).pools(List.of(pool("a100"))).build()));

    assertThat(shown.samples("fungible_nodes")).isEmpty();
    assertThat(shown.samples("fungible_gpus_borrowed")).isEmpty();
    assertThat(shown.samples("fungible_pool_mode"))
        .containsExactly("fungible_pool_mode{mode=\"enforce\",pool=\"a100\",} 1.0");
    assertThat(shown.samples("fungible_")).noneMatch(sample -> sample.contains("h100"));
  }

  @Test
  void theViewAgesWhileNoCycleRuns() {
    Instant[] now = {NOW};
    FreshnessMetrics metrics =
        new FreshnessMetrics(
            shown.registry(),
            seen -> seen.freshness().isTrusted(Duration.ofMinutes(1)),
            () -> now[0]);
    assertThat(shown.samples("fungible_snapshot"))
        .containsExactly(
            "fungible_snapshot_age_seconds NaN",
            "fungible_snapshot_missing_parts NaN",
            "fungible_snapshot_trusted NaN");

    metrics.onCycle(
        Reports.saw(
            ClusterSnapshot.at(NOW)
                .freshness(new Freshness(Duration.ofSeconds(2), List.of("pods")))
                .build()));
    now[0] = NOW.plusSeconds(30);
    assertThat(shown.samples("fungible_snapshot"))
        .containsExactly(
            "fungible_snapshot_age_seconds 32.0",
            "fungible_snapshot_missing_parts 1.0",
            "fungible_snapshot_trusted 0.0");

    metrics.onCycle(Reports.saw(ClusterSnapshot.at(now[0]).build()));
    assertThat(shown.samples("fungible_snapshot"))
        .containsExactly(
            "fungible_snapshot_age_seconds 0.0",
            "fungible_snapshot_missing_parts 0.0",
            "fungible_snapshot_trusted 1.0");
  }

  static ClusterSnapshot busyCluster() {
    return ClusterSnapshot.at(NOW)
        .pools(List.of(pool("h100")))
        .nodes(
            List.of(
                node("idle", "h100", TRAINING),
                borrowed("busy"),
                shifting(
                    node("moving", "h100", TRAINING),
                    shift("moving", ShiftPhase.DRAINING),
                    NodeCondition.BUSY),
                GpuNode.assigned("down", "h100", "", RANKING, NOW, NodeCondition.DOWN)))
        .gangs(List.of(gang("job", "busy")))
        .pending(
            List.of(
                new PendingGang("web-1", INFERENCE, 8, 0, NOW.minusSeconds(90)),
                new PendingGang("web-2", INFERENCE, 4, 0, NOW)))
        .demands(List.of(demand(12, "pods"), demand(8.5, "forecast")))
        .build();
  }

  private static Demand demand(double gpus, String source) {
    return new Demand(INFERENCE, List.of("h100"), new Gpus(gpus), history(), source);
  }

  private static TimeSeries history() {
    return TimeSeries.EMPTY;
  }

  private static GpuNode borrowed(String name) {
    return new GpuNode(name, "h100", "", TRAINING, NOW, INFERENCE, NodeCondition.BUSY, null);
  }
}
