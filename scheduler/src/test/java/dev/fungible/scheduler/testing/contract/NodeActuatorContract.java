package dev.fungible.scheduler.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link dev.fungible.scheduler.execute.NodeActuator} promises. */
public abstract class NodeActuatorContract extends PortsContract {

  @Test
  void nothingIsNothing() {
    Shift shift = saved(newShift(), ShiftPhase.PENDING);
    GpuNode before = observeNode();
    ensureTwice(new Command.None(shift));
    assertThat(observeNode()).isEqualTo(before);
  }

  @Test
  void aCordonIsSeenAndTakenOff() {
    Shift shift = saved(newShift(), ShiftPhase.CORDONED);
    ensureTwice(new Command.Cordon(shift));
    assertThat(observeNode().condition().cordoned()).isTrue();
    ensureTwice(new Command.Uncordon(saved(shift, ShiftPhase.ROLLING_BACK)));
    assertThat(observeNode().condition().cordoned()).isFalse();
  }

  @Test
  void askingForACheckpointStopsNothing() {
    Shift shift = saved(newShift(), ShiftPhase.NOTIFIED);
    List<String> gangs = observeGangs();
    ensureTwice(new Command.RequestCheckpoint(shift, gangs, shift.phaseSince().plusSeconds(120)));
    assertThat(observeGangs()).isEqualTo(gangs);
  }

  @Test
  void aDrainedNodeIsVacantInTheEnd() {
    assertThat(observeNode().condition().vacant()).as("it was busy").isFalse();
    drained(newShift());
    assertThat(observeNode().condition().vacant()).isTrue();
    assertThat(observeNode().labelled()).isEqualTo(cluster().donor());
  }

  @Test
  void anAssignedNodeBelongsToTheReceiverWhichOwesItToItsLender() {
    Shift shift = saved(drained(newShift()), ShiftPhase.ASSIGNED);
    cluster().actuator().ensure(new Command.Assign(shift));
    letPass(Duration.ofSeconds(1));
    GpuNode node = observeNode();
    assertThat(node.labelled()).isEqualTo(cluster().receiver());
    assertThat(node.lender()).isEqualTo(cluster().donor());
    cluster().actuator().ensure(new Command.Assign(shift));
    letPass(Duration.ofSeconds(1));
    assertThat(observeNode().since()).as("assigned once").isEqualTo(node.since());
  }

  @Test
  void aClosedShiftIsHistory() {
    Shift shift = saved(newShift(), ShiftPhase.ROLLED_BACK);
    ensureTwice(new Command.Close(shift));
    assertThat(observeNode().shift()).isNull();
    assertThat(observe().finishedShifts().stream().map(FinishedShift::shift))
        .as("once, though closed twice")
        .containsExactly(shift);
  }
}
