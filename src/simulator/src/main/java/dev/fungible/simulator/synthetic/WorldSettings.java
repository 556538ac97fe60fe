package dev.fungible.simulator.synthetic;

import java.time.Duration;
import java.util.List;

/**
 * Everything that a synthetic world depends on.
 *
 * @param seed the same seed gives the same world
 * @param nodes of the cluster
 * @param gpusPerNode of each node
 * @param span of the traces, a whole number of steps
 * @param step of the demand trace, in whole seconds
 * @param serving the demand of each serving class, each of another name
 * @param jobs the training jobs
 */
public record WorldSettings(
    long seed,
    int nodes,
    int gpusPerNode,
    Duration span,
    Duration step,
    List<ServingLoad> serving,
    JobLoad jobs) {

  private static final Duration YEAR = Duration.ofDays(366);

  public WorldSettings {
    serving = List.copyOf(serving);
    Setting.within("nodes", nodes, 1, 1e6);
    Setting.within("gpusPerNode", gpusPerNode, 1, 1024);
    Setting.within("step", step, Duration.ofSeconds(1), Duration.ofDays(1));
    Setting.within("span", span, step.multipliedBy(2), YEAR);
    boolean isWhole = Duration.ofSeconds(step.toSeconds()).equals(step);
    if (!isWhole || !step.multipliedBy(span.dividedBy(step)).equals(span)) {
      throw new IllegalArgumentException(
          "span is " + span + "; expected a whole number of steps of whole seconds, " + step);
    }
  }

  /** 8 days of 64 nodes of 8 GPUs: inference, ranking and jobs that would fill 95 % of the rest. */
  public static WorldSettings of(long seed) {
    return new WorldSettings(
        seed,
        64,
        8,
        Duration.ofDays(8),
        Duration.ofMinutes(10),
        List.of(ServingLoad.inference(12), ServingLoad.ranking(9)),
        JobLoad.llmEra(0.95));
  }

  /** Another cluster; the serving loads stay as they are. */
  public WorldSettings onNodes(int count, int gpus) {
    return new WorldSettings(seed, count, gpus, span, step, serving, jobs);
  }

  /** A cluster of another size with serving loads in proportion. */
  public WorldSettings scaledTo(int count) {
    double factor = (double) count / nodes;
    List<ServingLoad> scaled = serving.stream().map(load -> load.times(factor)).toList();
    return new WorldSettings(seed, count, gpusPerNode, span, step, scaled, jobs);
  }

  /** Another length. */
  public WorldSettings over(Duration length) {
    return new WorldSettings(seed, nodes, gpusPerNode, length, step, serving, jobs);
  }

  /** Other serving loads. */
  public WorldSettings serving(ServingLoad... loads) {
    return new WorldSettings(seed, nodes, gpusPerNode, span, step, List.of(loads), jobs);
  }

  /** Other jobs. */
  public WorldSettings training(JobLoad load) {
    return new WorldSettings(seed, nodes, gpusPerNode, span, step, serving, load);
  }

  /** Number of steps. */
  public int steps() {
    return (int) span.dividedBy(step);
  }
}
