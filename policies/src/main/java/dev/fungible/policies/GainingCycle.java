package dev.fungible.policies;

import java.util.ArrayList;
import java.util.List;

/** Searches small complete graphs for a cycle whose arcs add up to a gain. */
final class GainingCycle {

  private final double[][] gain;
  private final double least;

  /**
   * A search.
   *
   * @param gain by arc, from and to; negative infinity where there is none
   * @param least what a cycle has to gain more than
   */
  GainingCycle(double[][] gain, double least) {
    this.gain = gain;
    this.least = least;
  }

  /** The nodes of a cycle that gains, of those with the fewest arcs; empty when none gains. */
  List<Integer> shortest() {
    int size = gain.length;
    List<Walks> fromEach = new ArrayList<>();
    for (int start = 0; start < size; start++) {
      fromEach.add(new Walks(start));
    }
    for (int arcs = 1; arcs <= size; arcs++) {
      for (Walks walks : fromEach) {
        if (walks.extend() > least) {
          return walks.cycle();
        }
      }
    }
    return List.of();
  }

  /** The best walks from one node to each, all of as many arcs. */
  private final class Walks {

    private final int start;
    private final List<int[]> before = new ArrayList<>();
    private double[] best;

    Walks(int start) {
      this.start = start;
      best = new double[gain.length];
      for (int node = 0; node < best.length; node++) {
        best[node] = node == start ? 0 : Double.NEGATIVE_INFINITY;
      }
    }

    /** Walks of one arc more; what the one gains that is back. */
    double extend() {
      double[] next = new double[best.length];
      int[] came = new int[best.length];
      for (int to = 0; to < next.length; to++) {
        next[to] = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < next.length; from++) {
          if (best[from] + gain[from][to] > next[to]) {
            next[to] = best[from] + gain[from][to];
            came[to] = from;
          }
        }
      }
      best = next;
      before.add(came);
      return next[start];
    }

    List<Integer> cycle() {
      List<Integer> nodes = new ArrayList<>();
      int at = start;
      for (int[] came : before.reversed()) {
        at = came[at];
        nodes.addFirst(at);
      }
      return List.copyOf(nodes);
    }
  }
}
