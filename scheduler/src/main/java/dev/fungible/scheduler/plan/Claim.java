package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * All bids of one class for the same pools at one tier: the highest level counts.
 *
 * @param bids highest level first
 * @param pools those of its pools that exist, are planned and suit the class, by name
 */
record Claim(List<Bid> bids, List<NodePool> pools) {

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
      String key = bid.tier().ordinal() + " " + bid.workloadClass() + " " + bid.pools();
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
    List<NodePool> pools =
        snapshot.pools().stream()
            .filter(pool -> leading.pools().contains(pool.name()))
            .filter(pool -> pool.mode() != Mode.OFF)
            .filter(pool -> pool.suitabilityFor(leading.workloadClass()) > 0)
            .toList();
    return new Claim(ordered, pools);
  }

  Bid leading() {
    return bids.getFirst();
  }

  Tier tier() {
    return leading().tier();
  }

  WorkloadClass workloadClass() {
    return leading().workloadClass();
  }

  double suitability(NodePool pool) {
    return pool.suitabilityFor(workloadClass());
  }
}
