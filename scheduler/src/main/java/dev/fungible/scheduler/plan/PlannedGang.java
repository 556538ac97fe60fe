package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A running gang while a plan is made: what taking from it loses, and what was taken. */
final class PlannedGang {

  private static final double SECONDS_PER_HOUR = 3600;

  private final Gang gang;
  private final double lossIfPreempted;
  private final double lossIfShrunk;
  private final double costIfPreempted;
  private int slackNodes;
  private boolean stopped;

  /**
   * A gang of which nothing is planned.
   *
   * @param shifting names of the nodes that are in a shift
   * @param disruption see {@link PlannerSettings}
   */
  PlannedGang(Gang gang, Instant now, Set<String> shifting, double disruption) {
    this.gang = gang;
    lossIfPreempted = gang.lossIfPreempted(now).value();
    costIfPreempted =
        lossIfPreempted + (gang.lastSafePoint() == null ? 0 : disruption(gang, now, disruption));
    lossIfShrunk = gang.lossIfShrunk().value();
    slackNodes = gang.slackNodes();
    if (slackNodes > 0 && !shifting.isEmpty()) {
      for (Placement placement : gang.placements()) {
        slackNodes -= shifting.contains(placement.node()) ? 1 : 0;
      }
    }
  }

  /**
   * Run times are heavy-tailed, so that one that has run for long has as much before it, and a stop
   * delays it by a small share; one that has just begun is probably short, and somebody waits.
   */
  private static double disruption(Gang gang, Instant now, double ofNewGang) {
    double hours = Duration.between(gang.startedAt(), now).toSeconds() / SECONDS_PER_HOUR;
    return ofNewGang / (1 + Math.max(0, hours));
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

  /** In GPU-hours: what is lost, and what it weighs that somebody has to wait. */
  double costIfPreempted() {
    return costIfPreempted;
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
