package dev.fungible.scheduler.testing.contract;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the contracts of the ports share: a cluster with one busy node, and a shift of it. */
public abstract class PortsContract {

  private @Nullable ClusterUnderTest cluster;

  /** For those who extend it. */
  protected PortsContract() {}

  /** A new cluster; called once for each test. */
  protected abstract ClusterUnderTest startCluster();

  final ClusterUnderTest cluster() {
    cluster = Objects.requireNonNullElseGet(cluster, this::startCluster);
    return cluster;
  }

  final ClusterSnapshot observe() {
    return cluster().observer().observe();
  }

  final GpuNode observeNode() {
    return observe().node(cluster().node()).orElseThrow();
  }

  final List<String> observeGangs() {
    return observe().gangsOn(cluster().node()).stream().map(Gang::name).toList();
  }

  final void letPass(Duration time) {
    cluster().letPass().accept(time);
  }

  /** A shift of the node that begins now. */
  final Shift newShift() {
    return newShift(cluster().node());
  }

  /** A shift of that node, which belongs to the donor, that begins now. */
  final Shift newShift(String node) {
    return Shift.planned(
        node,
        cluster().donor(),
        cluster().receiver(),
        Tier.PROTECT,
        cluster().donor(),
        observe().time(),
        "contract");
  }

  /** The same shift, saved in the phase. */
  final Shift saved(Shift shift, ShiftPhase phase) {
    if (observe().node(shift.node()).orElseThrow().shift() == null) {
      cluster().store().save(shift);
    }
    Shift next = shift.in(phase, observe().time());
    cluster().store().save(next);
    return next;
  }

  /** Gives the command twice, as after a crash: the second time must change nothing. */
  final void ensureTwice(Command command) {
    cluster().actuator().ensure(command);
    cluster().actuator().ensure(command);
    letPass(Duration.ofSeconds(1));
  }

  /** Drains the node until it is vacant, however many passes that takes. */
  final Shift drained(Shift shift) {
    Shift draining = saved(shift, ShiftPhase.DRAINING);
    for (int pass = 0; pass < 100 && !observeNode().condition().vacant(); pass++) {
      cluster().actuator().ensure(new Command.Drain(draining, List.of(), observeGangs()));
      letPass(Duration.ofSeconds(10));
    }
    return draining;
  }
}
