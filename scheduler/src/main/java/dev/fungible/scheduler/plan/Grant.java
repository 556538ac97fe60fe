package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.util.List;
import java.util.Optional;

/**
 * Nodes of one pool that a claim was given.
 *
 * @param pool name of the pool
 * @param workloadClass who was given them
 * @param tier at which urgency
 * @param nodes how many on top of the class's grants of higher tiers, above 0
 * @param bids those behind it, highest level first; empty for a floor
 */
public record Grant(
    String pool, WorkloadClass workloadClass, Tier tier, int nodes, List<Bid> bids) {

  public Grant {
    bids = List.copyOf(bids);
  }

  /** The bid whose level counted; a floor has none. */
  public Optional<Bid> leadingBid() {
    return bids.stream().findFirst();
  }
}
