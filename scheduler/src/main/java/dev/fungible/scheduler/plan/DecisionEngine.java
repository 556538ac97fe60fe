package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A snapshot in, a decision out. A pure function: the same snapshot gives the same decision. */
public final class DecisionEngine {

  private final List<NamedPolicy> policies;
  private final Arbiter arbiter;
  private final Planner planner;

  /** An engine of these parts. */
  public DecisionEngine(List<NamedPolicy> policies, Arbiter arbiter, Planner planner) {
    this.policies = List.copyOf(policies);
    this.arbiter = arbiter;
    this.planner = planner;
  }

  /** Whether the snapshot is complete and fresh enough to act on. */
  public boolean trusts(ClusterSnapshot snapshot) {
    return planner.trusts(snapshot);
  }

  /** What to do in this cluster now. */
  public Decision decide(ClusterSnapshot snapshot) {
    List<Bid> bids = new ArrayList<>();
    List<Decision.PolicyFailure> failures = new ArrayList<>();
    for (NamedPolicy named : policies) {
      try {
        // A policy may be listed twice: its bids go by the name in the list.
        bids.addAll(
            named.policy().bid(snapshot).stream().map(bid -> bid.by(named.name())).toList());
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        // Third-party code: whatever it throws costs this cycle's bids of this policy alone.
        failures.add(new Decision.PolicyFailure(named.name(), e.toString()));
        bids.addAll(holds(snapshot, named.name()));
      }
    }
    Allocation allocation = arbiter.allocate(snapshot, bids);
    return new Decision(bids, failures, allocation, planner.plan(snapshot, allocation));
  }

  /** Stands in for a policy that failed: nobody takes from serving classes what they hold. */
  private static List<Bid> holds(ClusterSnapshot snapshot, String policy) {
    Holdings holdings = new Holdings(snapshot);
    List<Bid> result = new ArrayList<>();
    for (NodePool pool : snapshot.pools()) {
      for (WorkloadClass serving : snapshot.classes()) {
        int held = holdings.held(pool.name(), serving);
        if (serving.isServing() && held > 0) {
          result.add(
              new Bid(
                  policy,
                  serving,
                  List.of(pool.name()),
                  Tier.PROTECT,
                  1,
                  held,
                  Duration.ZERO,
                  "holds what it has, because policy " + policy + " failed"));
        }
      }
    }
    return result;
  }
}
