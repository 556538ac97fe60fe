package dev.fungible.scheduler.execute;

import static dev.fungible.scheduler.model.ShiftPhase.ASSIGNED;
import static dev.fungible.scheduler.model.ShiftPhase.CORDONED;
import static dev.fungible.scheduler.model.ShiftPhase.DONE;
import static dev.fungible.scheduler.model.ShiftPhase.DRAINING;
import static dev.fungible.scheduler.model.ShiftPhase.FAILED;
import static dev.fungible.scheduler.model.ShiftPhase.NOTIFIED;
import static dev.fungible.scheduler.model.ShiftPhase.PENDING;
import static dev.fungible.scheduler.model.ShiftPhase.ROLLED_BACK;
import static dev.fungible.scheduler.model.ShiftPhase.ROLLING_BACK;
import static dev.fungible.scheduler.model.ShiftPhase.VACATED;
import static dev.fungible.scheduler.model.ShiftPhase.WARMING;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.gang;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShiftMachineTest {

  private static final ShiftSettings LIMITS =
      new ShiftSettings(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(20), 3);
  private static final ShiftMachine MACHINE = new ShiftMachine(LIMITS);

  private static final NodeCondition OPEN = new NodeCondition(true, false, false, false);
  private static final NodeCondition CLOSED = new NodeCondition(true, true, false, false);
  private static final NodeCondition EMPTY = new NodeCondition(true, true, true, false);
  private static final NodeCondition READY = new NodeCondition(true, false, false, true);
  private static final NodeCondition READY_BUT_CLOSED = new NodeCondition(true, true, false, true);

  @Test
  void aRecordThatWasReadBackIsCordoned() {
    assertStep(PENDING, OPEN, CORDONED, Command.Cordon.class);
  }

  @Test
  void isCordonedUntilTheCordonIsSeen() {
    assertStep(CORDONED, OPEN, CORDONED, Command.Cordon.class);
    assertStep(CORDONED, CLOSED, NOTIFIED, Command.RequestCheckpoint.class);
  }

  @Test
  void waitsForGangsThatCanSaveTheirWork() {
    Gang unsaved = gang("g", Duration.ofMinutes(7), 1, "n");
    ShiftMachine.Step step = step(NOTIFIED, CLOSED, Duration.ofMinutes(1), unsaved);
    assertThat(step.record().phase()).isEqualTo(NOTIFIED);
    assertThat(step.command())
        .isEqualTo(
            new Command.RequestCheckpoint(
                step.record(), List.of("g"), NOW.plus(Duration.ofMinutes(2))));
  }

  @Test
  void drainsOnceTheyHaveSavedOrTheWaitIsOver() {
    Gang unsaved = gang("g", Duration.ofMinutes(7), 1, "n");
    Gang saved = gang("g", Duration.ZERO, 1, "n");
    assertThat(step(NOTIFIED, CLOSED, Duration.ofMinutes(1), saved).record().phase())
        .isEqualTo(DRAINING);
    assertThat(step(NOTIFIED, CLOSED, Duration.ofMinutes(2), unsaved).record().phase())
        .isEqualTo(DRAINING);
    assertThat(step(NOTIFIED, CLOSED, Duration.ZERO).record().phase()).isEqualTo(DRAINING);
  }

  @Test
  void shrinksElasticGangsAndEvictsTheOthers() {
    Gang elastic = gang("elastic", Duration.ZERO, 1, "n", "m");
    Gang rigid = gang("rigid", "n");
    ShiftMachine.Step step = step(DRAINING, CLOSED, Duration.ofMinutes(1), elastic, rigid);
    assertThat(step.command())
        .isEqualTo(new Command.Drain(step.record(), List.of("elastic"), List.of("rigid")));
  }

  @Test
  void drainsUntilTheNodeIsVacantAndRollsBackAtTheDeadline() {
    assertThat(step(DRAINING, CLOSED, Duration.ofMinutes(9)).record().phase()).isEqualTo(DRAINING);
    assertStep(DRAINING, EMPTY, VACATED, Command.None.class);
    ShiftMachine.Step late = step(DRAINING, CLOSED, Duration.ofMinutes(10));
    assertThat(late.record().phase()).isEqualTo(ROLLING_BACK);
    assertThat(late.record().reason()).isEqualTo("not empty within PT10M");
    assertThat(late.command()).isInstanceOf(Command.Uncordon.class);
    assertThat(step(DRAINING, EMPTY, Duration.ofHours(1)).record().phase())
        .as("vacant is vacant, however late")
        .isEqualTo(VACATED);
  }

  @Test
  void aPodThatSlipsInGetsNoNewDeadline() {
    Shift shift = Samples.shift("n", NOTIFIED).in(DRAINING, NOW).in(VACATED, NOW.plusSeconds(540));
    GpuNode node = node(shift, TRAINING, CLOSED);
    Shift again = MACHINE.step(shift, node, List.of(), NOW.plusSeconds(541)).record();
    assertThat(again.phase()).isEqualTo(DRAINING);
    assertThat(MACHINE.step(again, node, List.of(), NOW.plusSeconds(599)).record().phase())
        .isEqualTo(DRAINING);
    assertThat(MACHINE.step(again, node, List.of(), NOW.plusSeconds(600)).record().phase())
        .isEqualTo(ROLLING_BACK);
  }

  @Test
  void uncordonsOnTheWayIntoWarmingWhateverIsSeen() {
    Shift shift = Samples.shift("n", ASSIGNED);
    ShiftMachine.Step step = MACHINE.step(shift, node(shift, INFERENCE, OPEN), List.of(), NOW);
    assertThat(step.command()).as("requests may be left").isInstanceOf(Command.Uncordon.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CORDONED", "NOTIFIED"})
  void turnsBackWhenRefusedTooOften(ShiftPhase phase) {
    Shift last = refusedTwice(phase);
    Shift after = MACHINE.refused(last, "403", NOW);
    assertThat(after.phase()).isEqualTo(ROLLING_BACK);
    assertThat(after.reason()).isEqualTo(phase + " was refused 3 times, at last by 403");
    assertThat(after.failedAttempts()).as("a new phase, a new count").isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"ASSIGNED", "WARMING", "ROLLING_BACK"})
  void failsWhenRefusedTooOftenWhereItCannotTurnBack(ShiftPhase phase) {
    Shift last = refusedTwice(phase);
    Shift after = MACHINE.refused(last, "x".repeat(999), NOW.plusSeconds(9));
    assertThat(after.phase()).isEqualTo(FAILED);
    assertThat(after.phaseSince()).isEqualTo(NOW.plusSeconds(9));
    assertThat(after.reason())
        .startsWith(phase + " was refused 3 times, at last by xxx")
        .endsWith("x…; before that: busy")
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @EnumSource(names = {"DRAINING", "DONE", "ROLLED_BACK", "FAILED"})
  void aBudgetMayRefuseADrainForAsLongAsItsDeadline(ShiftPhase phase) {
    Shift shift = Samples.shift("n", phase);
    assertThat(MACHINE.refused(shift, "429", NOW)).isEqualTo(shift);
  }

  private static Shift refusedTwice(ShiftPhase phase) {
    Shift shift = Samples.shift("n", phase);
    Shift once = MACHINE.refused(shift, "409", NOW);
    assertThat(once).isEqualTo(shift.failedOnce());
    return MACHINE.refused(once, "409", NOW.plus(Duration.ofDays(9)));
  }

  @Test
  void isAssignedOnlyWhileStillVacant() {
    assertStep(VACATED, EMPTY, ASSIGNED, Command.Assign.class);
    assertStep(VACATED, CLOSED, DRAINING, Command.Drain.class);
  }

  @Test
  void isAssignedUntilTheLabelShowsTheReceiver() {
    assertStep(ASSIGNED, EMPTY, ASSIGNED, Command.Assign.class);
    Shift shift = Samples.shift("n", ASSIGNED);
    ShiftMachine.Step step = MACHINE.step(shift, node(shift, INFERENCE, EMPTY), List.of(), NOW);
    assertThat(step.record().phase()).isEqualTo(WARMING);
    assertThat(step.command()).isInstanceOf(Command.Uncordon.class);
  }

  @Test
  void warmsUntilThePodIsReadyOrTheLimitIsPast() {
    assertStep(WARMING, OPEN, WARMING, Command.None.class);
    assertStep(WARMING, READY, DONE, Command.Close.class);
    assertThat(step(WARMING, OPEN, Duration.ofMinutes(20)).record().phase()).isEqualTo(DONE);
  }

  @Test
  void doesNotCloseUnderACordonHoweverLate() {
    assertStep(WARMING, READY_BUT_CLOSED, WARMING, Command.Uncordon.class);
    assertThat(step(WARMING, CLOSED, Duration.ofHours(9)).record().phase()).isEqualTo(WARMING);
  }

  @Test
  void rollsBackUntilTheCordonIsGone() {
    assertStep(ROLLING_BACK, CLOSED, ROLLING_BACK, Command.Uncordon.class);
    assertStep(ROLLING_BACK, OPEN, ROLLED_BACK, Command.Close.class);
  }

  @Test
  void closesWhatHasEndedAndLeavesWhatHasFailed() {
    assertStep(DONE, READY, DONE, Command.Close.class);
    assertStep(ROLLED_BACK, OPEN, ROLLED_BACK, Command.Close.class);
    assertStep(FAILED, OPEN, FAILED, Command.None.class);
  }

  @ParameterizedTest
  @EnumSource
  void aPhaseThatGoesOnKeepsItsRecordAndANewOneStartsItsTime(ShiftPhase phase) {
    for (NodeCondition seen : List.of(OPEN, CLOSED, EMPTY, READY)) {
      Shift before = Samples.shift("n", phase);
      Shift after = step(phase, seen, Duration.ofSeconds(5)).record();
      if (after.phase() == phase) {
        assertThat(after).isEqualTo(before);
      } else {
        assertThat(after.phaseSince()).isEqualTo(NOW.plusSeconds(5));
        assertThat(after.startedAt()).isEqualTo(before.startedAt());
      }
    }
  }

  @Test
  void aClockThatIsBehindTheLastOneHoldsNoShiftUp() {
    Instant behind = NOW.minus(Duration.ofMinutes(5));
    Shift cordoned = Samples.shift("n", CORDONED);
    Shift notified = step(CORDONED, CLOSED, Duration.ofMinutes(-5)).record();
    Shift draining = notified.in(DRAINING, behind);
    assertThat(draining.drainingSince()).isEqualTo(NOW);
    assertThat(notified.supersedes(cordoned)).isTrue();
    assertThat(draining.supersedes(notified)).isTrue();
    assertThat(draining.rollingBack(behind, "why").supersedes(draining)).isTrue();
    assertThat(draining.failed(behind, "why").supersedes(draining)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"ASSIGNED", "WARMING", "DONE", "ROLLING_BACK", "ROLLED_BACK", "FAILED"})
  void nothingTurnsBackBehindThePointOfNoReturn(ShiftPhase phase) {
    Shift shift = Samples.shift("n", phase);
    assertThatThrownBy(() -> shift.rollingBack(NOW, "why"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot roll back from " + phase);
  }

  private static void assertStep(
      ShiftPhase from, NodeCondition seen, ShiftPhase to, Class<? extends Command> command) {
    ShiftMachine.Step step = step(from, seen, Duration.ZERO);
    assertThat(step.record().phase()).isEqualTo(to);
    assertThat(step.command()).isInstanceOf(command);
    assertThat(step.command().shift()).isEqualTo(step.record());
  }

  private static ShiftMachine.Step step(
      ShiftPhase phase, NodeCondition seen, Duration inPhase, Gang... gangs) {
    Shift shift = Samples.shift("n", phase);
    GpuNode node = node(shift, TRAINING, seen);
    return MACHINE.step(shift, node, List.of(gangs), NOW.plus(inPhase));
  }

  private static GpuNode node(Shift shift, WorkloadClass labelled, NodeCondition seen) {
    return Samples.shifting(Samples.node("n", "p", labelled), shift, seen);
  }
}
