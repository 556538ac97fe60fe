package dev.fungible.simulator.oracle;

import java.time.Duration;
import java.util.List;

/**
 * The limit on the training goodput of any policy that served what this record says: no schedule
 * with the same service in every cell, however clever, does more.
 *
 * <p><b>Why it holds.</b> Let a node belong at time s to the class of its next useful moment. A
 * node that is useful in class c at time t then belongs to c all through the lead time before t,
 * else it would have shifted faster than that. Every node belongs to one class at most, so over
 * cell means: what c served in cell k is at most the nodes that belong to c in cell k - j, for each
 * j of which j cells fit into c's lead time, and these nodes sum to at most the pool. Nothing is
 * assumed about when shifts start, about whole nodes, failures, gangs, queues or checkpoints, which
 * can only cost more. Before the first cell every node is assigned for free.
 *
 * <p>The optimum needs no solver: a serving class holds the largest service of the cells ahead,
 * training is left the rest, and doing all work as early as possible is best.
 *
 * @param nodes size of the pool
 * @param gpusPerNode GPUs of one node
 * @param cell length of the cells of every series; any length gives a limit, a short one that
 *     divides the lead times the sharpest (60 s for the benchmark), one above them ignores them
 * @param servedNodes mean nodes that each serving class served, min(demand, ready), by cell, from
 *     the start to the horizon, the warm-up included
 * @param arrivedGpuSeconds the most training work that can be done by the end of each cell, in
 *     GPU-seconds, never falling; see {@link TrainingArrivals}
 * @param leadTimes the shortest that any shift takes
 */
public record AttainedBound(
    double nodes,
    int gpusPerNode,
    Duration cell,
    List<Series> servedNodes,
    Series arrivedGpuSeconds,
    LeadTimes leadTimes) {

  private static final double ROUNDING = 1e-6;

  /** Copies the list and refuses sizes that are not positive, do not agree, or work that falls. */
  public AttainedBound {
    servedNodes = List.copyOf(servedNodes);
    PoolChecks.pool(nodes, gpusPerNode, cell);
    PoolChecks.cumulative(arrivedGpuSeconds);
    for (int c = 0; c < servedNodes.size(); c++) {
      PoolChecks.sameSize("servedNodes " + c, servedNodes.get(c), arrivedGpuSeconds);
    }
  }

  /**
   * The most training work by the horizon, in GPU-hours.
   *
   * @throws IllegalArgumentException if this pool cannot have served that much
   */
  public double goodputGpuHours() {
    double[] left = leftForTraining();
    double gpuSecondsPerNode = gpusPerNode * Seconds.of(cell);
    int lag = cellsWithin(leadTimes.toTraining());
    double done = 0;
    for (int k = 0; k < left.length; k++) {
      double useful = left[k];
      for (int j = 1; j <= Math.min(lag, k); j++) {
        useful = Math.min(useful, left[k - j]);
      }
      done = Math.min(arrivedGpuSeconds.at(k), done + gpuSecondsPerNode * useful);
    }
    return done / 3600;
  }

  private double[] leftForTraining() {
    double[] left = new double[arrivedGpuSeconds.size()];
    for (int k = 0; k < left.length; k++) {
      double held = 0;
      for (Series served : servedNodes) {
        held += heldFor(served, k);
      }
      if (held > nodes * (1 + ROUNDING)) {
        throw new IllegalArgumentException(
            "the service from cell %s on needs %s nodes, expected at most %s; maybe a shift was"
                    .formatted(k, held, nodes)
                + " shorter than %s".formatted(leadTimes));
      }
      left[k] = Math.max(0, nodes - held);
    }
    return left;
  }

  private double heldFor(Series served, int k) {
    int last = Math.min(k + cellsWithin(leadTimes.toServing()), served.size() - 1);
    double held = 0;
    for (int ahead = k; ahead <= last; ahead++) {
      held = Math.max(held, served.at(ahead));
    }
    return held;
  }

  private int cellsWithin(Duration leadTime) {
    return (int) Math.min(arrivedGpuSeconds.size(), leadTime.dividedBy(cell));
  }
}
