package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.List;

/**
 * The nodes that a batch class can use: those that its gangs run on, and those that the gangs in
 * its queue would fill. Gangs that need several nodes count whole nodes; smaller ones first fill
 * the gaps beside gangs that run, where one is large enough.
 *
 * @param busy nodes with its gangs on them
 * @param queued nodes that its queue needs beyond those
 * @param waiting gangs in its queue
 */
record BatchNeed(int busy, long queued, int waiting) {

  /** What the class can use in these pools. */
  static BatchNeed of(WorkloadClass workloadClass, List<String> pools, ClusterSnapshot snapshot) {
    Gaps gaps = new Gaps(Levels.smallestNode(pools, snapshot));
    int busy = 0;
    for (NodePool pool : snapshot.pools()) {
      int[] byFree = snapshot.nodesByFreeGpus(pool, workloadClass);
      for (int free = 0; free < pool.gpusPerNode(); free++) {
        busy += byFree[free];
        gaps.add(free, byFree[free]);
      }
    }
    List<PendingGang> waiting =
        snapshot.pending().stream()
            .filter(gang -> gang.workloadClass().equals(workloadClass))
            .toList();
    return new BatchNeed(busy, gaps.nodesFor(waiting), waiting.size());
  }

  /** All of them, at most those of the cluster. */
  int nodes(ClusterSnapshot snapshot) {
    return (int) Math.min(snapshot.nodeCount(), busy + queued);
  }
}
