package dev.fungible.scheduler.spi;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy's statement that a class should hold up to a number of nodes. It never names nodes.
 *
 * @param policy name of the policy
 * @param workloadClass the class that should hold them
 * @param pools names of the pools that count, any mix of them, not empty
 * @param tier urgency
 * @param weight share of what a tier cannot satisfy in full, above 0
 * @param nodes the level: how many nodes of these pools in all, not how many more
 * @param dwell how long the class expects to use them, up to a year, for moves that must pay
 * @param reason why, for people
 * @param outlook the forecast behind it; null where there is none
 */
public record Bid(
    String policy,
    WorkloadClass workloadClass,
    List<String> pools,
    Tier tier,
    double weight,
    int nodes,
    Duration dwell,
    String reason,
    @Nullable Outlook outlook) {

  private static final Duration LONGEST_DWELL = Duration.ofDays(365);

  public Bid {
    pools = pools.stream().sorted().distinct().toList();
    if (pools.isEmpty()) {
      throw new IllegalArgumentException("A bid of " + policy + " names no pool");
    }
    if (nodes < 0) {
      throw new IllegalArgumentException(
          "A bid of " + policy + " asks for " + nodes + " nodes; expected at least 0");
    }
    if (dwell.isNegative() || dwell.compareTo(LONGEST_DWELL) > 0) {
      throw new IllegalArgumentException(
          "A bid of " + policy + " has dwell " + dwell + "; expected 0s to " + LONGEST_DWELL);
    }
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A bid of " + policy + " has weight " + weight + "; expected a number above 0");
    }
  }

  /** A bid with no forecast behind it. */
  public Bid(
      String policy,
      WorkloadClass workloadClass,
      List<String> pools,
      Tier tier,
      double weight,
      int nodes,
      Duration dwell,
      String reason) {
    this(policy, workloadClass, pools, tier, weight, nodes, dwell, reason, null);
  }

  /** The same bid in the name of another policy. */
  public Bid by(String name) {
    return new Bid(name, workloadClass, pools, tier, weight, nodes, dwell, reason, outlook);
  }
}
