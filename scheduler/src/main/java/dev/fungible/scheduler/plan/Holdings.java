package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Healthy nodes by pool and class. A node in a shift counts for its receiver, so that what is under
 * way is not planned twice.
 */
final class Holdings {

  private final SortedMap<String, ClassCounts> counts = new TreeMap<>();
  private final ClassCounts none;

  Holdings(ClusterSnapshot snapshot) {
    none = new ClassCounts(snapshot.classes());
    for (NodePool pool : snapshot.pools()) {
      ClassCounts ofPool = new ClassCounts(snapshot.classes());
      for (GpuNode node : snapshot.nodesOf(pool.name())) {
        if (node.condition().healthy()) {
          ofPool.add(node.holder(), 1);
        }
      }
      counts.put(pool.name(), ofPool);
    }
  }

  /** Nodes that the class holds in the pool. */
  int held(String pool, WorkloadClass workloadClass) {
    return counts.getOrDefault(pool, none).of(workloadClass);
  }

  /** Nodes that anyone holds in the pool. */
  int capacity(String pool) {
    return counts.getOrDefault(pool, none).sum();
  }
}
