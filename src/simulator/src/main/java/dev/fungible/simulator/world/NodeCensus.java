package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.WorkloadClass;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts nodes by what they are good for now: told of every node that may have changed. */
final class NodeCensus {

  private final SortedMap<WorkloadClass, Integer> ready = new TreeMap<>();
  private final @Nullable WorkloadClass[] readyFor;
  private final boolean[] failed;
  private int transition;
  private int down;

  /** A census of so many nodes, all of them in transition until it is told otherwise. */
  NodeCensus(int nodes) {
    readyFor = new @Nullable WorkloadClass[nodes];
    failed = new boolean[nodes];
    transition = nodes;
  }

  /** Counts the node as it is now instead of as it was before. */
  void update(SimulatedNode node, long now) {
    count(node.index(), -1);
    failed[node.index()] = !node.isHealthy();
    readyFor[node.index()] = node.isReady(now) ? node.labelled() : null;
    count(node.index(), 1);
  }

  private void count(int index, int change) {
    WorkloadClass workloadClass = readyFor[index];
    if (failed[index]) {
      down += change;
    } else if (workloadClass == null) {
      transition += change;
    } else {
      ready.merge(workloadClass, change, Integer::sum);
    }
  }

  /** Nodes that work for the class. */
  int ready(WorkloadClass workloadClass) {
    return ready.getOrDefault(workloadClass, 0);
  }

  /** Healthy nodes that work for no class. */
  int transition() {
    return transition;
  }

  /** Failed nodes. */
  int down() {
    return down;
  }
}
