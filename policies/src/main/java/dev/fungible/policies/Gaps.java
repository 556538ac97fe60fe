package dev.fungible.policies;

import dev.fungible.scheduler.model.PendingGang;
import java.util.List;

/**
 * Free GPUs beside running gangs, node by node, filled as a placing scheduler would: each gang goes
 * to the smallest gap that holds it, else to a node of its own, whose rest is a new gap.
 */
final class Gaps {

  private final int gpusPerNode;
  private final int[] nodesByFree;

  /** No gaps yet; nodes that are opened have so many GPUs. */
  Gaps(int gpusPerNode) {
    this.gpusPerNode = gpusPerNode;
    nodesByFree = new int[gpusPerNode + 1];
  }

  /** Nodes with so many free GPUs; of larger nodes no more than a new one would have counts. */
  void add(int free, int nodes) {
    nodesByFree[Math.clamp(free, 0, gpusPerNode)] += nodes;
  }

  /** Nodes that these gangs need beyond those that were added, which they fill; largest first. */
  long nodesFor(List<PendingGang> waiting) {
    int[] gangsBySize = new int[gpusPerNode + 1];
    long nodes = 0;
    for (PendingGang gang : waiting) {
      if (gang.gpus() > gpusPerNode) {
        nodes += Math.ceilDiv(gang.gpus(), gpusPerNode);
      } else {
        gangsBySize[gang.gpus()]++;
      }
    }
    for (int size = gpusPerNode; size > 0; size--) {
      for (int gang = 0; gang < gangsBySize[size]; gang++) {
        nodes += place(size) ? 0 : 1;
      }
    }
    return nodes;
  }

  /** Whether the gang went to a gap; if not, it opened a node. */
  private boolean place(int gpus) {
    int free = gpus;
    while (free < gpusPerNode && nodesByFree[free] == 0) {
      free++;
    }
    boolean fits = nodesByFree[free] > 0;
    nodesByFree[free] -= fits ? 1 : 0;
    nodesByFree[free - gpus]++;
    return fits;
  }
}
