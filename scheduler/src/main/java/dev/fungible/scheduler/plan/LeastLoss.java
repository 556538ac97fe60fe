package dev.fungible.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stops the gangs whose loss is least in GPU-hours. Nodes and gangs fall into clusters that share
 * nothing; each cluster offers a few {@link Release}s (how many nodes, at what loss), and a
 * multiple-choice knapsack picks at most one of each cluster. Exact while every cluster is small
 * enough to enumerate; never worse than {@link LyraOrder}, which is tried beside it otherwise.
 */
public final class LeastLoss implements VictimOrder {

  private final LyraOrder lyra = new LyraOrder();

  @Override
  public int[] choose(VictimProblem problem) {
    List<GangCluster> clusters = GangCluster.of(problem);
    int[] best = knapsack(problem, clusters);
    if (clusters.stream().allMatch(GangCluster::isEnumerated)) {
      return best;
    }
    best = better(problem, best, lyra.choose(problem));
    return better(problem, best, greedy(problem));
  }

  private static int[] better(VictimProblem problem, int[] one, int[] other) {
    boolean isBetter =
        other.length > one.length
            || (other.length == one.length && problem.costOf(other) < problem.costOf(one));
    return isBetter ? other : one;
  }

  private static int[] greedy(VictimProblem problem) {
    int[] nodes = IntStream.range(0, problem.nodes()).toArray();
    return new CheapestNodeFirst(problem, nodes, problem.costs())
        .take(problem.need(), problem.donorCaps());
  }

  private static int[] knapsack(VictimProblem problem, List<GangCluster> clusters) {
    int donors = problem.donorCaps().length;
    List<ReleaseKnapsack> byDonor = new ArrayList<>();
    for (int donor = 0; donor < donors; donor++) {
      int wanted = Math.min(problem.need(), problem.donorCaps()[donor]);
      int owner = donor;
      List<GangCluster> own = clusters.stream().filter(c -> c.donor() == owner).toList();
      byDonor.add(new ReleaseKnapsack(own, wanted));
    }
    int[] split = split(problem.need(), byDonor);
    IntStream nodes = IntStream.empty();
    for (int donor = 0; donor < donors; donor++) {
      nodes = IntStream.concat(nodes, byDonor.get(donor).nodesFor(split[donor]));
    }
    return nodes.toArray();
  }

  /** How many nodes each donor gives, so that all together give the most at the least loss. */
  private static int[] split(int need, List<ReleaseKnapsack> donors) {
    double[] loss = new double[need + 1];
    Arrays.fill(loss, Double.POSITIVE_INFINITY);
    loss[0] = 0;
    int[][] given = new int[donors.size()][need + 1];
    for (int donor = 0; donor < donors.size(); donor++) {
      double[] next = new double[need + 1];
      Arrays.fill(next, Double.POSITIVE_INFINITY);
      ReleaseKnapsack knapsack = donors.get(donor);
      int most = knapsack.most();
      for (int total = 0; total <= need; total++) {
        for (int nodes = 0; nodes <= Math.min(total, most); nodes++) {
          double candidate = loss[total - nodes] + knapsack.lossOf(nodes);
          if (candidate < next[total]) {
            next[total] = candidate;
            given[donor][total] = nodes;
          }
        }
      }
      loss = next;
    }
    int total = need;
    while (loss[total] == Double.POSITIVE_INFINITY) {
      total--;
    }
    int[] result = new int[donors.size()];
    for (int donor = donors.size() - 1; donor >= 0; donor--) {
      result[donor] = given[donor][total];
      total -= result[donor];
    }
    return result;
  }
}
