package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.spi.Bid;
import java.util.List;

/**
 * All that one cycle decided, with its causes.
 *
 * @param bids what the policies asked for, in the order of the policies
 * @param failures policies that gave no bids because they threw
 * @param allocation what the arbiter made of the bids
 * @param plan what the planner made of the allocation
 */
public record Decision(
    List<Bid> bids, List<PolicyFailure> failures, Allocation allocation, Plan plan) {

  public Decision {
    bids = List.copyOf(bids);
    failures = List.copyOf(failures);
  }

  /**
   * A policy that threw; only its bids of this cycle are lost.
   *
   * @param policy its name
   * @param error what it threw
   */
  public record PolicyFailure(String policy, String error) {}
}
