package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.WorkloadClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Shows nodes and GPUs as the last cycle saw them. A node counts for the class on its label, so
 * that nothing shows as moved before it has.
 */
public final class ClusterMetrics implements CycleListener {

  private final Tally nodes;
  private final Tally gpus;
  private final Tally assignedGpus;
  private final Tally heldGpus;
  private final Tally borrowedGpus;
  private final Tally modes;

  /** Shows it there, from the first cycle on. */
  public ClusterMetrics(MeterRegistry registry) {
    nodes = new Tally(registry, "fungible.nodes", "Nodes, by the class on their label and state");
    gpus = new Tally(registry, "fungible.gpus", "GPUs, by the class of their node and state");
    assignedGpus = new Tally(registry, "fungible.gpus.assigned", "GPUs of all nodes of a class");
    heldGpus = new Tally(registry, "fungible.gpus.held", "GPUs that running gangs hold");
    borrowedGpus =
        new Tally(registry, "fungible.gpus.borrowed", "GPUs held on nodes that a class borrowed");
    modes = new Tally(registry, "fungible.pool.mode", "1 for the mode that a pool is in");
  }

  @Override
  public void onCycle(CycleReport report) {
    ClusterSnapshot snapshot = report.snapshot();
    snapshot.pools().forEach(pool -> addPool(snapshot, pool));
    addHeld(snapshot);
    GpuCensus census = new GpuCensus(snapshot);
    census
        .cells()
        .forEach(
            (cell, count) ->
                gpus.add(
                    count,
                    labels(cell.pool(), cell.workloadClass()).and("state", cell.state().label())));
    census
        .loans()
        .forEach(
            (loan, count) ->
                borrowedGpus.add(
                    count, labels(loan.pool(), loan.workloadClass()).and("lender", loan.lender())));
    nodes.show();
    gpus.show();
    assignedGpus.show();
    heldGpus.show();
    borrowedGpus.show();
    modes.show();
  }

  private void addPool(ClusterSnapshot snapshot, NodePool pool) {
    modes.add(1, Tags.of("pool", pool.name(), "mode", pool.mode().name().toLowerCase(Locale.ROOT)));
    for (WorkloadClass of : snapshot.classes()) {
      assignedGpus.add(0, labels(pool.name(), of.name()));
      heldGpus.add(0, labels(pool.name(), of.name()));
    }
    record Group(String workloadClass, String state) {}
    Map<Group, Integer> groups = new LinkedHashMap<>();
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      groups.merge(new Group(node.labelled().name(), stateOf(node)), 1, Integer::sum);
    }
    groups.forEach(
        (group, count) -> {
          Tags labels = labels(pool.name(), group.workloadClass());
          nodes.add(count, labels.and("state", group.state()));
          assignedGpus.add(count * pool.gpusPerNode(), labels);
        });
  }

  private void addHeld(ClusterSnapshot snapshot) {
    record Group(String pool, String workloadClass) {}
    Map<Group, Integer> groups = new LinkedHashMap<>();
    for (Gang gang : snapshot.gangs()) {
      for (Placement placement : gang.placements()) {
        snapshot
            .node(placement.node())
            .map(node -> new Group(node.pool(), gang.workloadClass().name()))
            .ifPresent(group -> groups.merge(group, placement.gpus(), Integer::sum));
      }
    }
    groups.forEach(
        (group, held) -> heldGpus.add(held, labels(group.pool(), group.workloadClass())));
  }

  private static Tags labels(String pool, String workloadClass) {
    return Tags.of("pool", pool, "class", workloadClass);
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
}
