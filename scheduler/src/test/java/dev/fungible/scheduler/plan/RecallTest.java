package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.GUARANTEE;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.node;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shifts that nobody wants any more turn back while that is free. */
class RecallTest {

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "CORDONED", "NOTIFIED"})
  void aHarmlessShiftThatNobodyWantsTurnsBack(ShiftPhase phase) {
    Plan plan = plan(List.of(shifting("n", phase, NOW)));
    assertThat(plan.recalls())
        .containsExactly(new Plan.Recall("n", "n-1", "inference is granted 0 nodes by now"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"DRAINING", "VACATED", "ASSIGNED", "WARMING", "DONE", "ROLLING_BACK", "FAILED"})
  void aShiftThatDidHarmGoesOn(ShiftPhase phase) {
    assertThat(plan(List.of(shifting("n", phase, NOW))).recalls()).isEmpty();
  }

  @Test
  void aDrainThatIsHeldUpTurnsBackWhenNobodyWantsIt() {
    GpuNode held = draining("n", NOW.minusSeconds(120));
    assertThat(recalledFrom(List.of(held), List.of(Samples.gang("g", "n")))).containsExactly("n");
    assertThat(recalledFrom(List.of(held), List.of(Samples.gang("g", "n")), wanted(1)))
        .as("somebody wants it")
        .isEmpty();
  }

  @Test
  void aDrainThatMayHaveStoppedItsGangsGoesOn() {
    GpuNode young = draining("n", NOW.minusSeconds(119));
    assertThat(recalledFrom(List.of(young), List.of(Samples.gang("g", "n"))))
        .as("the gang may be ending")
        .isEmpty();
    GpuNode old = draining("n", NOW.minus(Duration.ofDays(2)));
    assertThat(recalledFrom(List.of(old), List.of(Samples.gang("g", "n"))))
        .as("the gang has begun since")
        .isEmpty();
    assertThat(recalledFrom(List.of(old), List.of())).as("none is left").isEmpty();
  }

  @Test
  void whatHasTakenNothingTurnsBackBeforeADrain() {
    List<GpuNode> nodes =
        List.of(
            draining("drains", NOW.minusSeconds(120)),
            shifting("cordoned", ShiftPhase.CORDONED, NOW.minusSeconds(999)));
    List<Gang> gangs = List.of(Samples.gang("g", "drains"));
    assertThat(recalledFrom(nodes, gangs, wanted(1))).containsExactly("cordoned");
    assertThat(recalledFrom(nodes, gangs)).containsExactly("cordoned", "drains");
  }

  private static Bid wanted(int nodes) {
    return bid(INFERENCE, PROTECT, nodes, "p");
  }

  private static GpuNode draining(String name, Instant since) {
    Shift shift = Samples.shift(name, ShiftPhase.PENDING);
    Shift draining =
        new Shift(
            shift.id(),
            name,
            TRAINING,
            INFERENCE,
            PROTECT,
            null,
            ShiftPhase.DRAINING,
            since,
            since,
            since,
            0,
            null,
            "");
    NodeCondition busy = new NodeCondition(true, true, false, false);
    return Samples.shifting(node(name, "p", TRAINING), draining, busy);
  }

  private static List<String> recalledFrom(List<GpuNode> nodes, List<Gang> gangs, Bid... bids) {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(nodes).gangs(gangs).build();
    return PlannerTest.plan(GuardrailSettings.open(), snapshot, bids).recalls().stream()
        .map(Plan.Recall::node)
        .toList();
  }

  @Test
  void onlyTheExcessTurnsBackTheNewestFirst() {
    Plan plan =
        plan(
            List.of(
                shifting("old", ShiftPhase.CORDONED, NOW.minusSeconds(120)),
                shifting("new", ShiftPhase.CORDONED, NOW.minusSeconds(60)),
                shifting("newest", ShiftPhase.CORDONED, NOW)),
            bid(INFERENCE, PROTECT, 1, "p"));
    assertThat(plan.recalls()).extracting(Plan.Recall::node).containsExactly("newest", "new");
  }

  @Test
  void whatTurnsBackIsNotGivenASecondTime() {
    List<GpuNode> nodes = new ArrayList<>(nodes("i", "p", INFERENCE, 3));
    nodes.add(shifting("a", ShiftPhase.CORDONED, NOW));
    nodes.add(shifting("b", ShiftPhase.CORDONED, NOW));
    // Inference holds 5 with those on their way and is granted 3: that the two turn back is enough.
    Plan plan = plan(nodes, bid(INFERENCE, PROTECT, 3, "p"), bid(TRAINING, GUARANTEE, 2, "p"));
    assertThat(plan.recalls()).hasSize(2);
    assertThat(plan.moves()).isEmpty();
  }

  @Test
  void aShiftTurnsBackBeforeItStopsWhatAGuardrailProtects() {
    // It was idle when its shift was planned; before the cordon a gang came that must not stop.
    GpuNode wanted = shifting("n", ShiftPhase.NOTIFIED, NOW);
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("p")))
            .nodes(List.of(wanted))
            .gangs(List.of(Samples.protectedGang("precious", "n")))
            .build();
    Plan plan =
        PlannerTest.plan(GuardrailSettings.open(), snapshot, bid(INFERENCE, PROTECT, 1, "p"));
    assertThat(plan.recalls()).extracting(Plan.Recall::node).containsExactly("n");
    assertThat(plan.recalls().getFirst().reason()).startsWith("do-not-disrupt: ");
  }

  @Test
  void anUnhealthyNodeIsNobodysExcess() {
    GpuNode down =
        Samples.shifting(
            node("n", "p", TRAINING),
            Samples.shift("n", ShiftPhase.CORDONED),
            new NodeCondition(false, true, true, false));
    assertThat(plan(List.of(down)).recalls()).isEmpty();
  }

  private static GpuNode shifting(String name, ShiftPhase phase, Instant start) {
    Shift shift =
        new Shift(
            name + "-1",
            name,
            TRAINING,
            INFERENCE,
            PROTECT,
            TRAINING,
            phase,
            start,
            start,
            null,
            0,
            null,
            "");
    return Samples.shifting(node(name, "p", TRAINING), shift, NodeCondition.IDLE);
  }

  private static Plan plan(List<GpuNode> nodes, Bid... bids) {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(nodes).build();
    return PlannerTest.plan(GuardrailSettings.open(), snapshot, bids);
  }
}
