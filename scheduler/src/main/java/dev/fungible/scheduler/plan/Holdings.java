package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Healthy nodes by pool and class. A node in a shift counts for its receiver, so that what is under
 * way is not planned twice.
 */
final class Holdings {

  private final SortedMap<String, ClassCounts> pools = new TreeMap<>();
  private final ClassCounts all;
  private final ClassCounts atRest;
  private final ClassCounts none;

  Holdings(ClusterSnapshot snapshot) {
    all = new ClassCounts(snapshot.classes());
    atRest = new ClassCounts(snapshot.classes());
    none = new ClassCounts(snapshot.classes());
    for (NodePool pool : snapshot.pools()) {
      ClassCounts ofPool = new ClassCounts(snapshot.classes());
      for (WorkloadClass holder : snapshot.classes()) {
        int held = snapshot.heldNodes(pool.name(), holder);
        ofPool.add(holder, held);
        all.add(holder, held);
        atRest.add(holder, held);
      }
      pools.put(pool.name(), ofPool);
    }
    for (GpuNode node : snapshot.shiftingNodes()) {
      atRest.add(node.holder(), node.condition().healthy() ? -1 : 0);
    }
  }

  /** Nodes that the class holds in the pool. */
  int held(String pool, WorkloadClass workloadClass) {
    return pools.getOrDefault(pool, none).of(workloadClass);
  }

  /** Nodes that the class holds in all pools. */
  int held(WorkloadClass workloadClass) {
    return all.of(workloadClass);
  }

  /** Those of them that are in no shift. */
  int atRest(WorkloadClass workloadClass) {
    return atRest.of(workloadClass);
  }

  /** Nodes that anyone holds in the pool. */
  int capacity(String pool) {
    return pools.getOrDefault(pool, none).sum();
  }

  /** From now on the shift of a node of the pool counts as turned back. */
  void giveBack(String pool, Shift shift) {
    for (ClassCounts counts : new ClassCounts[] {pools.getOrDefault(pool, none), all}) {
      counts.add(shift.to(), -1);
      counts.add(shift.from(), 1);
    }
  }
}
