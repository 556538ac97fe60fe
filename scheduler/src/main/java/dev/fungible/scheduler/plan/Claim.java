package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * All bids of one class for the same pools at one tier, of which the highest level counts; or the
 * floor of a class, which has no bids.
 *
 * @param workloadClass the class
 * @param tier the tier
 * @param bids highest level first; none for a floor
 * @param pools those of its pools that exist, are planned and suit the class, by name; none for a
 *     class that the cluster does not have
 */
record Claim(WorkloadClass workloadClass, Tier tier, List<Bid> bids, List<NodePool> pools) {

  private static final Comparator<Bid> LEADING_FIRST =
      Comparator.comparingInt(Bid::nodes)
          .reversed()
          .thenComparing(Comparator.comparingDouble(Bid::weight).reversed())
          .thenComparing(Bid::policy)
          .thenComparing(Bid::reason)
          .thenComparing(Bid::dwell);

  /** Claims in order: by tier, then those with the fewest pools, then by class and pools. */
  static List<Claim> merge(ClusterSnapshot snapshot, List<Bid> bids) {
    TreeMap<String, List<Bid>> groups = new TreeMap<>();
    for (Bid bid : bids) {
      String key = bid.tier() + " " + bid.workloadClass() + " " + bid.pools();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(bid);
    }
    return groups.values().stream()
        .map(group -> of(snapshot, group))
        .sorted(Comparator.comparing(Claim::tier).thenComparingInt(claim -> claim.pools.size()))
        .toList();
  }

  private static Claim of(ClusterSnapshot snapshot, List<Bid> group) {
    List<Bid> ordered = group.stream().sorted(LEADING_FIRST).toList();
    Bid leading = ordered.getFirst();
    WorkloadClass workloadClass = leading.workloadClass();
    List<NodePool> pools =
        snapshot.pools().stream()
            .filter(pool -> leading.pools().contains(pool.name()))
            .filter(pool -> pool.mode() != Mode.OFF)
            .filter(pool -> pool.suitabilityFor(workloadClass) > 0)
            .filter(pool -> snapshot.classes().contains(workloadClass))
            .toList();
    return new Claim(workloadClass, leading.tier(), ordered, pools);
  }

  /** What keeps a class at its floor, in any of these pools. */
  static Claim floor(WorkloadClass workloadClass, List<NodePool> pools) {
    return new Claim(workloadClass, Tier.GUARANTEE, List.of(), pools);
  }

  boolean isFloor() {
    return bids.isEmpty();
  }

  /** The bid whose level counts; a floor has none. */
  Bid leading() {
    return bids.getFirst();
  }

  /** Whether a node given to one of them may count for the other. */
  boolean overlaps(Claim other) {
    return workloadClass.equals(other.workloadClass)
        && !Collections.disjoint(leading().pools(), other.leading().pools());
  }

  double suitability(NodePool pool) {
    return pool.suitabilityFor(workloadClass);
  }
}
