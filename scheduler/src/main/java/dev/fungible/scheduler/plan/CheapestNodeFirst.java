package dev.fungible.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A greedy order of nodes: the node whose gangs weigh least goes first, these gangs stop
 * everywhere, and the nodes that they shared become cheaper.
 */
final class CheapestNodeFirst {

  private final VictimProblem problem;
  private final double[] weights;
  private final List<List<Integer>> nodesOfGang = new ArrayList<>();
  private final boolean[] stopped;
  private final boolean[] taken;
  private final PriorityQueue<Offer> offers =
      new PriorityQueue<>(Comparator.comparingDouble(Offer::cost).thenComparingInt(Offer::node));

  /**
   * An order over some nodes.
   *
   * @param nodes indexes of the nodes
   * @param weights what stopping a gang weighs, by gang
   */
  CheapestNodeFirst(VictimProblem problem, int[] nodes, double[] weights) {
    this.problem = problem;
    this.weights = weights;
    stopped = new boolean[weights.length];
    taken = new boolean[problem.nodes()];
    problem.gangs().forEach(gang -> nodesOfGang.add(new ArrayList<>(1)));
    for (int node : nodes) {
      for (int gang : problem.gangsOnNode()[node]) {
        nodesOfGang.get(gang).add(node);
      }
      offers.add(new Offer(node, cost(node)));
    }
  }

  /** The first {@code most} nodes, no donor giving more than its cap. */
  int[] take(int most, int[] donorCaps) {
    int[] caps = donorCaps.clone();
    int[] chosen = new int[most];
    int size = 0;
    while (size < most && !offers.isEmpty()) {
      int node = offers.remove().node;
      // A node is offered again whenever its cost falls; its later offers are void.
      if (!taken[node] && caps[problem.donorOfNode()[node]] > 0) {
        taken[node] = true;
        caps[problem.donorOfNode()[node]]--;
        chosen[size++] = node;
        stopGangsOn(node);
      }
    }
    return Arrays.copyOf(chosen, size);
  }

  private void stopGangsOn(int node) {
    for (int gang : problem.gangsOnNode()[node]) {
      if (!stopped[gang]) {
        stopped[gang] = true;
        for (int other : nodesOfGang.get(gang)) {
          if (!taken[other]) {
            offers.add(new Offer(other, cost(other)));
          }
        }
      }
    }
  }

  private double cost(int node) {
    double sum = 0;
    for (int gang : problem.gangsOnNode()[node]) {
      sum += stopped[gang] ? 0 : weights[gang];
    }
    return sum;
  }

  private record Offer(int node, double cost) {}
}
