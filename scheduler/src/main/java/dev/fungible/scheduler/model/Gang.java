package dev.fungible.scheduler.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Running pods that live and die together: a training job, a model replica group, an
 * embedding-shard group.
 *
 * @param name unique
 * @param workloadClass the class that it works for
 * @param placements the nodes that it runs on, one entry a node, not empty
 * @param priority higher is more important
 * @param startedAt when it last began to run
 * @param lastSafePoint the moment up to which its work survives a stop: its last checkpoint, else
 *     its start; null when a stop loses nothing, as with a stateless replica
 * @param restart what it pays on its GPUs before it goes on after a stop
 * @param minNodes the number of nodes that it can shrink to; its size when it is rigid
 * @param checkpointsOnRequest whether it saves its work when asked
 * @param doNotDisrupt whether it asked never to be stopped
 */
public record Gang(
    String name,
    WorkloadClass workloadClass,
    List<Placement> placements,
    int priority,
    Instant startedAt,
    @Nullable Instant lastSafePoint,
    Duration restart,
    int minNodes,
    boolean checkpointsOnRequest,
    boolean doNotDisrupt)
    implements Comparable<Gang> {

  public Gang {
    placements =
        placements.size() == 1 ? List.copyOf(placements) : placements.stream().sorted().toList();
    if (placements.isEmpty() || minNodes < 1 || minNodes > placements.size()) {
      throw new IllegalArgumentException(
          "Gang " + name + " on " + placements.size() + " nodes cannot shrink to " + minNodes);
    }
    for (int i = 1; i < placements.size(); i++) {
      if (placements.get(i).node().equals(placements.get(i - 1).node())) {
        throw new IllegalArgumentException(
            "Gang " + name + " is placed twice on " + placements.get(i).node());
      }
    }
  }

  /** GPUs held on all its nodes. */
  public int gpus() {
    int sum = 0;
    for (Placement placement : placements) {
      sum += placement.gpus();
    }
    return sum;
  }

  /** Nodes that it can give up without stopping. */
  public int slackNodes() {
    return placements.size() - minNodes;
  }

  /**
   * GPU-hours lost if it stops now: GPUs × (time since the last safe point + restart). Its share of
   * a node's {@code drainCost}.
   */
  public GpuHours lossIfPreempted(Instant now) {
    Duration unsaved = lastSafePoint == null ? Duration.ZERO : Duration.between(lastSafePoint, now);
    return GpuHours.of(gpus(), unsaved.isNegative() ? restart : unsaved.plus(restart));
  }

  /** GPU-hours lost if it gives up a node and goes on: GPUs × restart. */
  public GpuHours lossIfShrunk() {
    return GpuHours.of(gpus(), restart);
  }

  @Override
  public int compareTo(Gang other) {
    return name.compareTo(other.name);
  }
}
