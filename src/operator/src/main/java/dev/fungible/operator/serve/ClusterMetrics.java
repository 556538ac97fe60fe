package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/**
 * Shows the cluster as the last cycle saw it. A node counts for the class on its label, so that
 * nothing shows as moved before it has.
 */
public final class ClusterMetrics implements CycleListener {

  private final Tally nodes;
  private final Tally assignedGpus;
  private final Tally heldGpus;
  private final Tally pendingGangs;
  private final Tally pendingGpus;
  private final Tally demand;
  private final Tally shifts;
  private final Tally modes;

  /** Shows it there, from the first cycle on. */
  public ClusterMetrics(MeterRegistry registry) {
    nodes = new Tally(registry, "fungible.nodes", "Nodes, by the class on their label and state");
    assignedGpus = new Tally(registry, "fungible.gpus.assigned", "GPUs of all nodes of a class");
    heldGpus = new Tally(registry, "fungible.gpus.held", "GPUs that running gangs hold");
    pendingGangs = new Tally(registry, "fungible.pending.gangs", "Gangs that wait for GPUs");
    pendingGpus = new Tally(registry, "fungible.pending.gpus", "GPUs that waiting gangs need");
    demand = new Tally(registry, "fungible.demand.gpus", "GPUs that a class wants now");
    shifts = new Tally(registry, "fungible.shifts.under.way", "Nodes that carry a shift's record");
    modes = new Tally(registry, "fungible.pool.mode", "1 for the mode that a pool is in");
  }

  @Override
  public void onCycle(CycleReport report) {
    show(report.snapshot());
  }

  private void show(ClusterSnapshot snapshot) {
    snapshot.pools().forEach(pool -> showPool(snapshot, pool));
    snapshot.gangs().forEach(gang -> addHeld(snapshot, gang));
    for (WorkloadClass of : snapshot.classes()) {
      addPending(of, 0, 0);
      demand.add(0, Tags.of("class", of.name()));
    }
    for (PendingGang gang : snapshot.pending()) {
      addPending(gang.workloadClass(), 1, gang.gpus());
    }
    for (Demand wanted : snapshot.demands()) {
      demand.add(wanted.wanted().value(), Tags.of("class", wanted.workloadClass().name()));
    }
    nodes.show();
    assignedGpus.show();
    heldGpus.show();
    pendingGangs.show();
    pendingGpus.show();
    demand.show();
    shifts.show();
    modes.show();
  }

  private void showPool(ClusterSnapshot snapshot, NodePool pool) {
    modes.add(1, Tags.of("pool", pool.name(), "mode", lowerCase(pool.mode())));
    for (WorkloadClass of : snapshot.classes()) {
      Tags labels = Tags.of("pool", pool.name(), "class", of.name());
      assignedGpus.add(0, labels);
      heldGpus.add(0, labels);
    }
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      Tags labels = Tags.of("pool", pool.name(), "class", node.labelled().name());
      nodes.add(1, labels.and("state", stateOf(node)));
      assignedGpus.add(pool.gpusPerNode(), labels);
      Shift shift = node.shift();
      if (shift != null) {
        shifts.add(1, Tags.of("pool", pool.name(), "phase", lowerCase(shift.phase())));
      }
    }
  }

  private void addHeld(ClusterSnapshot snapshot, Gang gang) {
    for (Placement placement : gang.placements()) {
      snapshot
          .node(placement.node())
          .map(node -> Tags.of("pool", node.pool(), "class", gang.workloadClass().name()))
          .ifPresent(labels -> heldGpus.add(placement.gpus(), labels));
    }
  }

  private void addPending(WorkloadClass of, int gangs, int gpus) {
    Tags labels = Tags.of("class", of.name());
    pendingGangs.add(gangs, labels);
    pendingGpus.add(gpus, labels);
  }

  private static String stateOf(GpuNode node) {
    if (!node.condition().healthy()) {
      return "unhealthy";
    }
    if (node.shift() != null) {
      return "shifting";
    }
    return node.condition().vacant() ? "idle" : "busy";
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
