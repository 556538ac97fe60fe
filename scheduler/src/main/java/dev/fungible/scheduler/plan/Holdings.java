package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Healthy nodes by pool and class. A node in a shift counts for its receiver, so that what is under
 * way is not planned twice.
 */
final class Holdings {

  private final SortedMap<String, SortedMap<WorkloadClass, Integer>> counts = new TreeMap<>();

  Holdings(ClusterSnapshot snapshot) {
    snapshot.pools().forEach(pool -> counts.put(pool.name(), new TreeMap<>()));
    for (GpuNode node : snapshot.nodes()) {
      if (node.condition().healthy()) {
        counts.getOrDefault(node.pool(), new TreeMap<>()).merge(node.holder(), 1, Integer::sum);
      }
    }
  }

  /** Nodes that the class holds in the pool. */
  int held(String pool, WorkloadClass workloadClass) {
    return counts.getOrDefault(pool, new TreeMap<>()).getOrDefault(workloadClass, 0);
  }

  /** Nodes that anyone holds in the pool. */
  int capacity(String pool) {
    return counts.getOrDefault(pool, new TreeMap<>()).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
