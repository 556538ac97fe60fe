package dev.fungible.snapshot;

import dev.fungible.scheduler.plan.Disruption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What people are told of a gang that is stopped or shrunk, in clauses and sentences. */
public final class VictimText {

  private VictimText() {}

  /** Who moved its nodes, and why: {@code for inference (forecast, PROTECT): 21 nodes now}. */
  public static String cause(DecisionRecord.Moved move) {
    String by = move.policies().isEmpty() ? "" : String.join(", ", move.policies()) + ", ";
    return "for " + move.to() + " (" + by + move.tier() + "): " + move.reason();
  }

  /** What it loses by estimate, since when. */
  public static String loss(DecisionRecord.Victim victim) {
    String lost =
        String.format(Locale.ROOT, "an estimated %.2f GPU-hours lost", victim.lostGpuHours());
    if (victim.disruption() == Disruption.SHRINK) {
      return lost + " by its restart with less";
    }
    return victim.lastSafePoint() == null
        ? lost + " by its restart alone"
        : lost + ", its work was last safe at " + victim.lastSafePoint();
  }

  /**
   * What has to happen before it runs as before; never a time, because nobody knows it.
   *
   * @param moves those that took its nodes, at least one
   */
  public static String comeback(DecisionRecord.Victim victim, List<DecisionRecord.Moved> moves) {
    if (victim.disruption() == Disruption.SHRINK) {
      return "It goes on with "
          + nodes(victim.taken(), "fewer node", "fewer nodes")
          + " and is not grown back by itself.";
    }
    String more =
        "It may come back when "
            + victim.workloadClass()
            + " holds "
            + nodes(victim.taken(), "more node", "more nodes")
            + ", or when as many of its own become free";
    DecisionRecord.Moved move = moves.getFirst();
    return move.dwell().isZero()
        ? more + "."
        : more + "; " + move.to() + " expects to use them for " + whole(move.dwell()) + ".";
  }

  private static Duration whole(Duration dwell) {
    return Duration.ofSeconds(dwell.toSeconds());
  }

  private static String nodes(int count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
