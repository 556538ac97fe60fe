package dev.fungible.scheduler.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
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

  /** Only of clusters under test in which an elastic gang runs. */
  @Test
  void nodesThatDrainTogetherDoNotShrinkAGangBelowItsMinimum() {
    Optional<Gang> elastic =
        StreamSupport.stream(observe().gangs().spliterator(), false)
            .filter(gang -> gang.slackNodes() > 0)
            .findFirst();
    assumeThat(elastic).as("an elastic gang").isPresent();
    Gang before = elastic.orElseThrow();
    List<Command> drains = new ArrayList<>();
    for (Placement placement : before.placements().subList(0, before.slackNodes() + 1)) {
      Shift draining = saved(newShift(placement.node()), ShiftPhase.DRAINING);
      drains.add(new Command.Drain(draining, List.of(before.name()), List.of()));
    }
    drains.forEach(cluster().actuator()::ensure);
    drains.forEach(cluster().actuator()::ensure);
    letPass(Duration.ofSeconds(10));
    assertThat(observe().gang(before.name()).map(gang -> gang.placements().size()))
        .as("nodes that it runs on, none when it was evicted whole")
        .matches(nodes -> nodes.isEmpty() || nodes.get() >= before.minNodes());
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
