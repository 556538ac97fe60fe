package dev.fungible.simulator.oracle;

import java.time.Duration;

/** How much training work can have been done by a given time, whatever the number of nodes. */
public final class TrainingArrivals {
  private TrainingArrivals() {}

  /**
   * GPU-seconds that can be done by the end of each interval: the sum over jobs of gpus x
   * min(duration, max(0, end - submit)). Takes time linear in jobs plus intervals.
   *
   * @param submitSeconds when each job is submitted
   * @param durationSeconds how long each job runs on all its GPUs
   * @param gpus GPUs of each job
   * @throws IllegalArgumentException if the arrays differ in length or a value is negative
   */
  public static Series arrivedGpuSeconds(
      double[] submitSeconds,
      double[] durationSeconds,
      int[] gpus,
      Duration interval,
      int intervals) {
    if (submitSeconds.length != durationSeconds.length || submitSeconds.length != gpus.length) {
      throw new IllegalArgumentException(
          "%s submit times, %s durations and %s GPU counts, expected as many of each"
              .formatted(submitSeconds.length, durationSeconds.length, gpus.length));
    }
    Ramps ramps = new Ramps(Seconds.of(interval), intervals);
    for (int job = 0; job < gpus.length; job++) {
      requireJob(job, submitSeconds[job], durationSeconds[job], gpus[job]);
      ramps.add(submitSeconds[job], gpus[job]);
      ramps.add(submitSeconds[job] + durationSeconds[job], -gpus[job]);
    }
    return ramps.sums();
  }

  private static void requireJob(int job, double submit, double duration, int gpus) {
    boolean finite = Double.isFinite(submit) && Double.isFinite(duration);
    if (!finite || submit < 0 || duration < 0 || gpus < 0) {
      throw new IllegalArgumentException(
          "job at index %s has submit %s s, duration %s s, %s GPUs, expected numbers of at least 0"
              .formatted(job, submit, duration, gpus));
    }
  }

  /** A sum of ramps slope x max(0, t - start), read at the interval ends. */
  private static final class Ramps {
    private final double seconds;
    private final double[] slopes;
    private final double[] offsets;

    Ramps(double seconds, int intervals) {
      this.seconds = seconds;
      this.slopes = new double[intervals];
      this.offsets = new double[intervals];
    }

    void add(double start, int slope) {
      double first = Math.floor(start / seconds);
      if (first < slopes.length) {
        slopes[(int) first] += slope;
        offsets[(int) first] += slope * start;
      }
    }

    Series sums() {
      double[] sums = new double[slopes.length];
      double slope = 0;
      double offset = 0;
      double previous = 0;
      for (int t = 0; t < sums.length; t++) {
        slope += slopes[t];
        offset += offsets[t];
        // The sum never falls; only rounding could make it.
        previous = Math.max(previous, (t + 1) * seconds * slope - offset);
        sums[t] = previous;
      }
      return Series.of(sums);
    }
  }
}
