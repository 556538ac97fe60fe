package dev.fungible.simulator.oracle;

import java.time.Duration;
import java.util.List;

/**
 * What the oracle knows beforehand: everything.
 *
 * @param nodes size of the pool
 * @param gpusPerNode GPUs of one node
 * @param interval length of the intervals of every series
 * @param serving the serving classes; training has what they leave
 * @param arrivedGpuSeconds the most training work that can be done by the end of each interval, in
 *     GPU-seconds, never falling; see {@link TrainingArrivals}
 * @param leadTimes what a node loses when it comes into a class
 */
public record OracleProblem(
    double nodes,
    int gpusPerNode,
    Duration interval,
    List<ServingDemand> serving,
    Series arrivedGpuSeconds,
    LeadTimes leadTimes) {

  /** Copies the list and refuses sizes that are not positive, do not agree, or work that falls. */
  public OracleProblem {
    serving = List.copyOf(serving);
    PoolChecks.pool(nodes, gpusPerNode, interval);
    PoolChecks.cumulative(arrivedGpuSeconds);
    for (ServingDemand demand : serving) {
      PoolChecks.sameSize(demand.workloadClass(), demand.nodes(), arrivedGpuSeconds);
    }
  }

  /** Number of intervals up to the horizon. */
  public int intervals() {
    return arrivedGpuSeconds.size();
  }

  /** Nodes that the serving classes together must have ready in the interval. */
  public double required(int interval) {
    return serving.stream().mapToDouble(demand -> demand.required(interval)).sum();
  }

  /** Share of an interval that a node loses when it comes into a serving class, at most 1. */
  public double servingInflowLoss() {
    return inflowLoss(leadTimes.toServing());
  }

  /** Share of an interval that a node loses when it comes into training, at most 1. */
  public double trainingInflowLoss() {
    return inflowLoss(leadTimes.toTraining());
  }

  /** GPU-hours that one node can do in one interval. */
  public double gpuHoursPerNode() {
    return gpusPerNode * Seconds.of(interval) / 3600;
  }

  // More than one whole interval would take away from nodes that were ready before: no bound.
  private double inflowLoss(Duration leadTime) {
    return Math.min(1, Seconds.of(leadTime) / Seconds.of(interval));
  }
}
