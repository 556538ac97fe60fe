package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.List;

/**
 * Nodes for each pool and class, with the bids behind each number. Nodes that nobody asked for are
 * not in it: they stay where they are.
 *
 * @param grants by tier, in the order in which they were given
 * @param shortfalls what was asked for in vain
 */
public record Allocation(List<Grant> grants, List<Shortfall> shortfalls) {

  public Allocation {
    grants = List.copyOf(grants);
    shortfalls = List.copyOf(shortfalls);
  }

  /** Nodes of the pool granted to the class at any tier. */
  public int granted(String pool, WorkloadClass workloadClass) {
    return granted(pool, workloadClass, Tier.ELASTIC);
  }

  /** Nodes of the pool granted to the class at this tier or a higher one. */
  public int granted(String pool, WorkloadClass workloadClass, Tier least) {
    int sum = 0;
    for (Grant grant : grants) {
      if (grant.pool().equals(pool)
          && grant.workloadClass().equals(workloadClass)
          && grant.tier().compareTo(least) <= 0) {
        sum += grant.nodes();
      }
    }
    return sum;
  }
}
