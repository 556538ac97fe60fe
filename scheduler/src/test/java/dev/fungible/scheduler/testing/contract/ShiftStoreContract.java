package dev.fungible.scheduler.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link dev.fungible.scheduler.execute.ShiftStore} promises. */
public abstract class ShiftStoreContract extends PortsContract {

  @Test
  void aSavedRecordIsObservedAsItWasSaved() {
    Shift shift = newShift();
    cluster().store().save(shift);
    assertThat(observeNode().shift()).isEqualTo(shift);
    assertThat(observeNode().labelled()).as("a record moves nothing").isEqualTo(cluster().donor());
  }

  @Test
  void aLaterRecordOfTheSameShiftReplacesTheEarlier() {
    Shift next = saved(saved(newShift(), ShiftPhase.PENDING), ShiftPhase.CORDONED);
    assertThat(observeNode().shift()).isEqualTo(next);
  }

  @Test
  void savingTheSameRecordAgainChangesNothing() {
    Shift shift = newShift();
    cluster().store().save(shift);
    cluster().store().save(shift);
    assertThat(observeNode().shift()).isEqualTo(shift);
  }

  @Test
  void anotherShiftsRecordIsNotReplaced() {
    Shift shift = newShift();
    cluster().store().save(shift);
    Shift other =
        Shift.planned(
            shift.node(),
            shift.from(),
            shift.to(),
            shift.tier(),
            null,
            shift.startedAt().plusSeconds(1),
            "too late");
    assertThatThrownBy(() -> cluster().store().save(other)).isInstanceOf(StaleViewException.class);
    assertThat(observeNode().shift()).isEqualTo(shift);
  }

  @Test
  void aRecordFromAnOlderViewDoesNotReplaceALaterOne() {
    Shift shift = newShift();
    cluster().store().save(shift);
    Shift older = shift.in(ShiftPhase.DRAINING, observe().time());
    letPass(Duration.ofSeconds(10));
    Shift later = saved(shift, ShiftPhase.WARMING);
    assertThatThrownBy(() -> cluster().store().save(older)).isInstanceOf(StaleViewException.class);
    assertThat(observeNode().shift()).isEqualTo(later);
  }

  @Test
  void refusalsThatWereCountedStayCounted() {
    Shift shift = saved(newShift(), ShiftPhase.DRAINING);
    cluster().store().save(shift.failedOnce());
    assertThat(observeNode().shift()).isEqualTo(shift.failedOnce());
    assertThatThrownBy(() -> cluster().store().save(shift)).isInstanceOf(StaleViewException.class);
    assertThat(observeNode().shift()).isEqualTo(shift.failedOnce());
  }

  @Test
  void aFailedShiftStaysAsItIs() {
    Shift assigned = saved(newShift(), ShiftPhase.ASSIGNED);
    Shift failed = assigned.failed(observe().time(), "why");
    cluster().store().save(failed);
    for (ShiftPhase phase : ShiftPhase.values()) {
      Shift next = assigned.in(phase, observe().time());
      assertThatThrownBy(() -> cluster().store().save(next))
          .as(phase.name())
          .isInstanceOf(StaleViewException.class);
    }
    assertThat(observeNode().shift()).isEqualTo(failed);
    assertThat(observeNode().isMovable()).isFalse();
  }

  @Test
  void aClosedShiftDoesNotReturn() {
    Shift done = saved(newShift(), ShiftPhase.DONE);
    cluster().actuator().ensure(new Command.Close(done));
    Shift older = done.in(ShiftPhase.DRAINING, done.phaseSince());
    assertThatThrownBy(() -> cluster().store().save(older)).isInstanceOf(StaleViewException.class);
    assertThat(observeNode().shift()).isNull();
  }
}
