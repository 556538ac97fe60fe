package dev.fungible.scheduler.plan;

import java.util.stream.IntStream;

/**
 * The reclaiming order of Lyra (EuroSys 2023): the preemption cost of a server is the sum over its
 * jobs of one divided by the number of servers of that job; the cheapest server goes first.
 */
public final class LyraOrder implements VictimOrder {

  @Override
  public int[] choose(VictimProblem problem) {
    double[] weights =
        problem.gangs().stream().mapToDouble(gang -> 1.0 / gang.placements().size()).toArray();
    int[] nodes = IntStream.range(0, problem.nodes()).toArray();
    return new CheapestNodeFirst(problem, nodes, weights).take(problem.need(), problem.donorCaps());
  }
}
