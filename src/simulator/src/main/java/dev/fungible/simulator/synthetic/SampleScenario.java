package dev.fungible.simulator.synthetic;

import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.JobTrace;
import java.time.Duration;
import java.util.List;

/**
 * A small scenario to show what moving nodes is worth, made up rather than shipped.
 *
 * @param name for reports
 * @param nodes of the cluster
 * @param gpusPerNode of each node
 * @param warmUp the part of the horizon that serving is not judged by
 * @param demand of inference and ranking
 * @param jobs about as much work as serving leaves room for
 */
public record SampleScenario(
    String name, int nodes, int gpusPerNode, Duration warmUp, DemandTrace demand, JobTrace jobs) {

  private static final long SEED = 20_260_101;

  /** The sample: a day to warm up and three to judge by, always the same. */
  public static SampleScenario create() {
    SyntheticWorld world = new SyntheticWorld(settings());
    return new SampleScenario(
        "sample",
        world.settings().nodes(),
        world.settings().gpusPerNode(),
        Duration.ofDays(1),
        world.demand(),
        new JobTrace("sample", world.jobs().jobs()));
  }

  /** What the sample is made from: days that ask for many nodes, nights that free them. */
  public static WorldSettings settings() {
    JobLoad jobs =
        new JobLoad(
            1.0,
            JobSizes.llmEra(),
            new JobDurations(Duration.ofMinutes(21), 2, Duration.ofHours(12)),
            new DailyWave(0.4, Duration.ofHours(13), 0.6),
            new LongRuns(4, 3, 10, Duration.ofHours(3), Duration.ofHours(10)));
    return WorldSettings.of(SEED)
        .over(Duration.ofDays(4))
        .serving(ServingLoad.inference(16), ServingLoad.ranking(10))
        .training(jobs);
  }

  /** The classes with demand, in the order of its columns. */
  public List<String> servingClasses() {
    return demand.classes();
  }
}
