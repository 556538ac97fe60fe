package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Placement;
import java.time.Instant;
import java.util.Set;

/** A running gang while a plan is made: what taking from it loses, and what was taken. */
final class PlannedGang {

  private final Gang gang;
  private final double lossIfPreempted;
  private final double lossIfShrunk;
  private int slackNodes;
  private boolean stopped;

  /**
   * A gang of which nothing is planned.
   *
   * @param shifting names of the nodes that are in a shift
   */
  PlannedGang(Gang gang, Instant now, Set<String> shifting) {
    this.gang = gang;
    lossIfPreempted = gang.lossIfPreempted(now).value();
    lossIfShrunk = gang.lossIfShrunk().value();
    slackNodes = gang.slackNodes();
    if (slackNodes > 0 && !shifting.isEmpty()) {
      for (Placement placement : gang.placements()) {
        slackNodes -= shifting.contains(placement.node()) ? 1 : 0;
      }
    }
  }

  Gang gang() {
    return gang;
  }

  String name() {
    return gang.name();
  }

  /** In GPU-hours. */
  double lossIfPreempted() {
    return lossIfPreempted;
  }

  /** In GPU-hours. */
  double lossIfShrunk() {
    return lossIfShrunk;
  }

  /** Nodes that it can still give up: shifts under way or planned count as given. */
  int slackNodes() {
    return slackNodes;
  }

  boolean isStopped() {
    return stopped;
  }

  /** It gives up one node and goes on. */
  void shrink() {
    slackNodes--;
  }

  /** It stops, on all its nodes. */
  void stop() {
    stopped = true;
  }
}
