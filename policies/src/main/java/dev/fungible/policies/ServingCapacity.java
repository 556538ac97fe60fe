package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a class has to serve with.
 *
 * @param workloadClass the class
 * @param pools whose hardware suits it
 * @param held nodes that it holds there, those on their way to it included
 * @param serving GPUs of its gangs there, without those on nodes that are still on their way: what
 *     its signals were measured on
 * @param partial whether that is less than half of what there should be, as while pods are
 *     replaced: it does not stand for the rest
 * @param gpusPerNode of the smallest node there
 * @param settled whether no node has come to it or left it lately, so that signals show what the
 *     present number of nodes does
 */
record ServingCapacity(
    WorkloadClass workloadClass,
    List<String> pools,
    int held,
    double serving,
    boolean partial,
    int gpusPerNode,
    boolean settled) {

  private static final double HALF = 0.5;

  /** That of this snapshot; lately is within that time before it. */
  static ServingCapacity of(
      WorkloadClass of, List<String> pools, ClusterSnapshot snapshot, Duration lately) {
    int held = pools.stream().mapToInt(pool -> snapshot.heldNodes(pool, of)).sum();
    double serving = serving(of, pools, snapshot);
    int gpusPerNode = Levels.smallestNode(pools, snapshot);
    return new ServingCapacity(
        of,
        pools,
        held,
        serving,
        serving < HALF * Math.min((double) held * gpusPerNode, wanted(of, snapshot, lately)),
        gpusPerNode,
        isSettled(of, snapshot, lately));
  }

  private static double serving(WorkloadClass of, List<String> pools, ClusterSnapshot snapshot) {
    double gpus = 0;
    for (Gang gang : snapshot.gangs()) {
      if (gang.workloadClass().equals(of)) {
        for (Placement placement : gang.placements()) {
          Optional<GpuNode> node = snapshot.node(placement.node());
          boolean counts =
              node.filter(found -> pools.contains(found.pool()) && !isArriving(found, of))
                  .isPresent();
          gpus += counts ? placement.gpus() : 0;
        }
      }
    }
    return gpus;
  }

  /** The most GPUs that it wanted lately; endless where nobody knows. */
  private static double wanted(WorkloadClass of, ClusterSnapshot snapshot, Duration lately) {
    if (!Levels.isKnown(of, lately, snapshot)) {
      return Double.POSITIVE_INFINITY;
    }
    return snapshot.demands().stream()
        .filter(demand -> demand.workloadClass().equals(of))
        .mapToDouble(demand -> Levels.highest(demand, lately, snapshot).value())
        .sum();
  }

  private static boolean isArriving(GpuNode node, WorkloadClass of) {
    return node.shift() != null && node.shift().to().equals(of);
  }

  private static boolean isSettled(WorkloadClass of, ClusterSnapshot snapshot, Duration lately) {
    Instant since = snapshot.time().minus(lately);
    return snapshot.shiftingNodes().stream().noneMatch(node -> concerns(node.shift(), of))
        && snapshot.finishedShifts().reversed().stream()
            .takeWhile(shift -> shift.finishedAt().isAfter(since))
            .noneMatch(shift -> concerns(shift.shift(), of));
  }

  private static boolean concerns(@Nullable Shift shift, WorkloadClass of) {
    return shift != null && (shift.from().equals(of) || shift.to().equals(of));
  }

  /** These GPUs in nodes, not yet whole ones. */
  double nodes(double gpus) {
    return gpus / gpusPerNode;
  }
}
