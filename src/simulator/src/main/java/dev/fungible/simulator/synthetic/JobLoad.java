package dev.fungible.simulator.synthetic;

import java.time.Duration;

/**
 * The training jobs of a world.
 *
 * @param loadFactor work of all jobs, as a share of what serving leaves free over the whole span
 * @param sizes GPUs a job
 * @param durations run time a job, whatever its size
 * @param submits how the rate of submission goes over day and week
 * @param longRuns part of the same work
 */
public record JobLoad(
    double loadFactor,
    JobSizes sizes,
    JobDurations durations,
    DailyWave submits,
    LongRuns longRuns) {

  public JobLoad {
    Setting.within("loadFactor", loadFactor, 0, 100);
  }

  /** Sizes and run times of LLM development, submitted in working hours, without long runs. */
  public static JobLoad llmEra(double loadFactor) {
    return new JobLoad(
        loadFactor,
        JobSizes.llmEra(),
        JobDurations.llmEra(),
        new DailyWave(0.5, Duration.ofHours(14), 0.5),
        LongRuns.none());
  }
}
