package dev.fungible.simulator.trace;

import java.time.Duration;

/**
 * A training job: a gang that runs on all its GPUs or not at all.
 *
 * @param name unique in its trace
 * @param submit when it is queued, from the start of the trace
 * @param duration how long it must run to finish, above 0
 * @param gpus at least 1
 */
public record TrainingJob(String name, Duration submit, Duration duration, int gpus) {

  private static final double SECONDS_PER_HOUR = 3600;

  public TrainingJob {
    if (submit.isNegative() || !duration.isPositive() || gpus < 1) {
      throw new IllegalArgumentException(
          "Job "
              + name
              + " is submitted at "
              + submit
              + " for "
              + duration
              + " on "
              + gpus
              + " GPUs; expected a time from 0, a duration above 0 and at least 1 GPU");
    }
  }

  /** The work: GPUs × duration, in GPU-hours. */
  public double gpuHours() {
    return gpus * Seconds.of(duration) / SECONDS_PER_HOUR;
  }

  /** Whole nodes that it takes when a node has so many GPUs. */
  public int nodes(int gpusPerNode) {
    return Math.ceilDiv(gpus, gpusPerNode);
  }
}
