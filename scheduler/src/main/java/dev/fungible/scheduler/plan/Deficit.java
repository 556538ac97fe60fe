package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes that a class was granted in a pool and does not hold.
 *
 * @param to the class
 * @param bid the bid whose grant is not met
 * @param nodes how many, above 0
 */
record Deficit(WorkloadClass to, Bid bid, int nodes) {

  private static final Comparator<Deficit> MOST_URGENT_FIRST =
      Comparator.comparing(Deficit::tier)
          .thenComparing(Comparator.<Deficit>comparingDouble(d -> d.bid.weight()).reversed())
          .thenComparing(Deficit::to);

  Tier tier() {
    return bid.tier();
  }

  /** The deficits of a pool, most urgent first. */
  static List<Deficit> in(NodePool pool, Allocation allocation, Holdings holdings) {
    List<Deficit> result = new ArrayList<>();
    SortedMap<WorkloadClass, Integer> counted = new TreeMap<>();
    for (Grant grant : allocation.grants()) {
      WorkloadClass to = grant.workloadClass();
      if (grant.pool().equals(pool.name()) && grant.leadingBid().isPresent()) {
        int lacking =
            allocation.granted(pool.name(), to, grant.tier())
                - holdings.held(pool.name(), to)
                - counted.getOrDefault(to, 0);
        int nodes = Math.min(grant.nodes(), lacking);
        if (nodes > 0) {
          counted.merge(to, nodes, Integer::sum);
          result.add(new Deficit(to, grant.leadingBid().get(), nodes));
        }
      }
    }
    return result.stream().sorted(MOST_URGENT_FIRST).toList();
  }
}
