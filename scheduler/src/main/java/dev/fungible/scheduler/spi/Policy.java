package dev.fungible.scheduler.spi;

import dev.fungible.scheduler.model.ClusterSnapshot;
import java.util.List;

/**
 * States what classes should hold, and why. A pure function: no memory, clock, randomness or I/O.
 * What it needs to remember is in the snapshot, so that restart, failover and replay give the same
 * plan.
 */
@FunctionalInterface
public interface Policy {

  /** The bids for this snapshot, in any order; empty when the policy has nothing to ask for. */
  List<Bid> bid(ClusterSnapshot snapshot);
}
