package dev.fungible.scheduler.execute;

import static dev.fungible.scheduler.model.ShiftPhase.DRAINING;
import static dev.fungible.scheduler.model.ShiftPhase.NOTIFIED;
import static dev.fungible.scheduler.model.ShiftPhase.ROLLING_BACK;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.gang;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a node in the middle of its shift, and turns the shift back. */
class MeanwhileTest {

  private static final ShiftMachine MACHINE = new ShiftMachine(ShiftSettings.defaults());
  private static final NodeCondition CLOSED = new NodeCondition(true, true, false, false);
  private static final NodeCondition VACANT = new NodeCondition(true, true, true, false);

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "CORDONED", "NOTIFIED", "DRAINING", "VACATED"})
  void aLabelThatAPersonChangedIsNotOverwritten(ShiftPhase phase) {
    for (WorkloadClass changed : List.of(RANKING, INFERENCE)) {
      assertTurnsBack(phase, changed, VACANT, "the node was labelled " + changed + " meanwhile");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DONE", "ROLLING_BACK", "ROLLED_BACK", "FAILED"})
  void aLabelDoesNotMatterOnceTheShiftIsDecided(ShiftPhase phase) {
    Shift shift = Samples.shift("n", phase);
    assertThat(MACHINE.step(shift, node(shift, RANKING, CLOSED), List.of(), NOW).record())
        .isEqualTo(shift);
  }

  @ParameterizedTest
  @EnumSource(names = {"NOTIFIED", "DRAINING", "VACATED"})
  void aCordonThatWasTakenOffTurnsTheShiftBack(ShiftPhase phase) {
    for (NodeCondition open : List.of(NodeCondition.IDLE, NodeCondition.BUSY)) {
      assertTurnsBack(phase, TRAINING, open, "the cordon was taken off");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "CORDONED", "NOTIFIED"})
  void noGangIsStoppedForANodeThatWillNotServe(ShiftPhase phase) {
    NodeCondition sick = new NodeCondition(false, true, false, false);
    Gang saved = gang("g", Duration.ZERO, 1, "n");
    assertTurnsBack(phase, TRAINING, sick, "the node is not healthy", saved);
  }

  @ParameterizedTest
  @EnumSource(names = {"DRAINING", "VACATED", "ASSIGNED", "WARMING"})
  void whatHasBegunGoesOnWhenTheNodeTurnsUnhealthy(ShiftPhase phase) {
    Shift shift = Samples.shift("n", phase);
    NodeCondition sick = new NodeCondition(false, true, true, false);
    assertThat(MACHINE.step(shift, node(shift, TRAINING, sick), List.of(), NOW).record().phase())
        .isNotEqualTo(ROLLING_BACK);
  }

  @ParameterizedTest
  @EnumSource
  void whatMustPayStopsNoGangThatCameAfterItWasWeighed(Tier tier) {
    Gang before = startedAt(gang("before", Duration.ZERO, 1, "n"), NOW);
    Gang elastic = startedAt(gang("elastic", Duration.ZERO, 1, "n", "m"), NOW.plusSeconds(1));
    Gang after = startedAt(gang("after", Duration.ZERO, 1, "n"), NOW.plusSeconds(1));
    assertThat(notified(tier, before, elastic).phase()).isEqualTo(DRAINING);
    Shift late = notified(tier, before, elastic, after);
    assertThat(late.phase()).isEqualTo(tier.mustPay() ? ROLLING_BACK : DRAINING);
    assertThat(late.reason())
        .isEqualTo(tier.mustPay() ? "work has come onto the node since: gang after" : "busy");
  }

  private static Shift notified(Tier tier, Gang... gangs) {
    Shift shift =
        new Shift(
            "n-1", "n", TRAINING, INFERENCE, tier, null, NOTIFIED, NOW, NOW, null, 0, null, "busy");
    Instant waited = NOW.plus(ShiftSettings.defaults().checkpointWait());
    return MACHINE.step(shift, node(shift, TRAINING, CLOSED), List.of(gangs), waited).record();
  }

  private static Gang startedAt(Gang gang, Instant start) {
    return new Gang(
        gang.name(),
        gang.workloadClass(),
        gang.placements(),
        gang.priority(),
        start,
        start,
        gang.restart(),
        gang.minNodes(),
        true,
        false);
  }

  private static void assertTurnsBack(
      ShiftPhase from, WorkloadClass labelled, NodeCondition seen, String why, Gang... gangs) {
    Shift shift = Samples.shift("n", from);
    ShiftMachine.Step step =
        MACHINE.step(shift, node(shift, labelled, seen), List.of(gangs), NOW.plusSeconds(5));
    assertThat(step.record()).isEqualTo(shift.rollingBack(NOW.plusSeconds(5), why));
    assertThat(step.command()).isEqualTo(new Command.Uncordon(step.record()));
  }

  private static GpuNode node(Shift shift, WorkloadClass labelled, NodeCondition seen) {
    return Samples.shifting(Samples.node("n", "p", labelled), shift, seen);
  }
}
