package dev.fungible.simulator.world;

import java.time.Duration;
import java.util.List;

/**
 * How the simulated cluster behaves; the defaults are the benchmark's.
 *
 * @param gpusPerNode GPUs of one node
 * @param decisionPeriod time between decisions
 * @param batchGrace time that a batch node takes to become empty
 * @param batchStart time until a node that comes from serving runs batch work
 * @param modelLoad time until a node that comes from batch work serves, after its grace
 * @param servingSwitch time until a node of one serving class serves another
 * @param checkpointInterval progress after which a job saves its work, again and again
 * @param restart what a preempted job pays before it progresses again
 * @param warmUp time at the start that service-level metrics leave out
 */
public record Physics(
    int gpusPerNode,
    Duration decisionPeriod,
    Duration batchGrace,
    Duration batchStart,
    Duration modelLoad,
    Duration servingSwitch,
    Duration checkpointInterval,
    Duration restart,
    Duration warmUp) {

  public Physics {
    if (gpusPerNode < 1 || decisionPeriod.toSeconds() < 1 || checkpointInterval.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "A node needs a GPU, and decisions and checkpoints a period of at least a second, not "
              + gpusPerNode
              + ", "
              + decisionPeriod
              + " and "
              + checkpointInterval);
    }
    for (Duration delay :
        List.of(batchGrace, batchStart, modelLoad, servingSwitch, restart, warmUp)) {
      if (delay.isNegative()) {
        throw new IllegalArgumentException(
            "A time of the physics is " + delay + "; expected 0s or more");
      }
    }
  }

  /** The benchmark's. */
  public static Physics defaults() {
    return new Physics(
        8,
        Duration.ofSeconds(300),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        Duration.ofSeconds(300),
        Duration.ofSeconds(420),
        Duration.ofSeconds(1800),
        Duration.ofSeconds(300),
        Duration.ofDays(1));
  }

  /** The same with another time between checkpoints. */
  public Physics withCheckpointInterval(Duration value) {
    return new Physics(
        gpusPerNode,
        decisionPeriod,
        batchGrace,
        batchStart,
        modelLoad,
        servingSwitch,
        value,
        restart,
        warmUp);
  }

  /** The same with another time to load a model; switching between serving classes follows it. */
  public Physics withModelLoad(Duration value) {
    return new Physics(
        gpusPerNode,
        decisionPeriod,
        batchGrace,
        batchStart,
        value,
        servingSwitch.minus(modelLoad).plus(value),
        checkpointInterval,
        restart,
        warmUp);
  }

  /** The same with another size of nodes. */
  public Physics withGpusPerNode(int value) {
    return new Physics(
        value,
        decisionPeriod,
        batchGrace,
        batchStart,
        modelLoad,
        servingSwitch,
        checkpointInterval,
        restart,
        warmUp);
  }
}
