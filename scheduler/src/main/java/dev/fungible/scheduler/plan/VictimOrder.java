package dev.fungible.scheduler.plan;

/** Chooses which busy nodes to free. */
@FunctionalInterface
public interface VictimOrder {

  /**
   * Indexes of nodes to take, at most {@link VictimProblem#need()} and at most each donor's cap;
   * fewer where there are not enough. A pure function.
   */
  int[] choose(VictimProblem problem);
}
