package dev.fungible.scheduler.model;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.gang;
import static dev.fungible.scheduler.testing.Samples.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSnapshotTest {

  @Test
  void listsAreInNaturalOrderWhateverTheInput() {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("b"), Samples.pool("a")))
            .nodes(
                List.of(
                    node("n2", "a", TRAINING),
                    node("n3", "b", TRAINING),
                    node("n1", "a", TRAINING)))
            .gangs(List.of(gang("y", "n1"), gang("x", "n2", "n1")))
            .pending(List.of(pending("late", 5), pending("early", 9), pending("also-late", 5)))
            .demands(List.of(demand(TRAINING, "z"), demand(INFERENCE, "y"), demand(INFERENCE, "x")))
            .build();
    assertThat(snapshot.pools()).extracting(NodePool::name).containsExactly("a", "b");
    assertThat(snapshot.nodes()).extracting(GpuNode::name).containsExactly("n1", "n2", "n3");
    assertThat(snapshot.nodesOf("a")).extracting(GpuNode::name).containsExactly("n1", "n2");
    assertThat(snapshot.gangsOn("n1")).extracting(Gang::name).containsExactly("x", "y");
    assertThat(snapshot.gangsOn("n3")).isEmpty();
    assertThat(snapshot.pending())
        .extracting(PendingGang::name)
        .containsExactly("early", "also-late", "late");
    assertThat(snapshot.demands()).extracting(Demand::source).containsExactly("x", "y", "z");
    assertThat(snapshot.classes()).isSorted().hasSize(3);
  }

  @Test
  void twoThingsOfOneNameAreRefused() {
    NodePool pool = Samples.pool("p");
    GpuNode node = node("n", "p", TRAINING);
    ClusterSnapshot.Builder builder = ClusterSnapshot.at(NOW).pools(List.of(pool));
    assertThatThrownBy(() -> ClusterSnapshot.at(NOW).pools(List.of(pool, pool)).build())
        .hasMessage("Two pools are called p");
    assertThatThrownBy(() -> builder.nodes(List.of(node, node)).build())
        .hasMessage("Two nodes are called n");
    assertThatThrownBy(
            () ->
                builder.nodes(List.of(node)).gangs(List.of(gang("g", "n"), gang("g", "n"))).build())
        .hasMessage("Two gangs are called g");
    assertThatThrownBy(
            () ->
                ClusterSnapshot.at(NOW).pending(List.of(pending("g", 1), pending("g", 2))).build())
        .hasMessage("Two pending gangs are called g");
    assertThatThrownBy(() -> ClusterSnapshot.at(NOW).classes(List.of(TRAINING, TRAINING)).build())
        .hasMessageContaining("are called training");
  }

  @Test
  void aNodeOfAnUnknownPoolIsRefusedWithThosePoolsThatAreKnown() {
    assertThatThrownBy(
            () ->
                ClusterSnapshot.at(NOW)
                    .pools(List.of(Samples.pool("a"), Samples.pool("b")))
                    .nodes(List.of(node("n", "c", TRAINING)))
                    .build())
        .hasMessage("Unknown pool c; expected one of [a, b]");
  }

  @Test
  void theLatestFinishedShiftOfANodeIsKnown() {
    Shift first = Samples.shift("n", ShiftPhase.DONE);
    Shift second = Samples.shift("n", ShiftPhase.ROLLED_BACK);
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .finishedShifts(
                List.of(
                    new FinishedShift(second, NOW), new FinishedShift(first, NOW.minusSeconds(9))))
            .build();
    assertThat(snapshot.lastShiftOf("n")).contains(new FinishedShift(second, NOW));
    assertThat(snapshot.lastShiftOf("m")).isEmpty();
  }

  @Test
  void aNodeCountsForTheReceiverUnlessItsShiftIsUndoneOrHasFailed() {
    assertThat(holderIn(ShiftPhase.PENDING)).isEqualTo(INFERENCE);
    assertThat(holderIn(ShiftPhase.DRAINING)).isEqualTo(INFERENCE);
    assertThat(holderIn(ShiftPhase.ROLLING_BACK)).isEqualTo(TRAINING);
    assertThat(holderIn(ShiftPhase.FAILED)).isEqualTo(TRAINING);
  }

  @Test
  void freshnessIsCompleteAndYoungEnough() {
    assertThat(Freshness.NOW.isTrusted(Duration.ZERO)).isTrue();
    Freshness old = new Freshness(Duration.ofMinutes(2), List.of());
    assertThat(old.isTrusted(Duration.ofMinutes(2))).isTrue();
    assertThat(old.isTrusted(Duration.ofSeconds(119))).isFalse();
    assertThat(new Freshness(Duration.ZERO, List.of("pods")).isTrusted(Duration.ofDays(1)))
        .isFalse();
  }

  private static WorkloadClass holderIn(ShiftPhase phase) {
    return Samples.shifting(node("n", "p", TRAINING), Samples.shift("n", phase), NodeCondition.IDLE)
        .holder();
  }

  private static PendingGang pending(String name, int age) {
    return new PendingGang(name, TRAINING, 8, 0, NOW.minusSeconds(age));
  }

  private static Demand demand(WorkloadClass of, String source) {
    return new Demand(of, List.of("p"), new Gpus(8), TimeSeries.EMPTY, source);
  }
}
