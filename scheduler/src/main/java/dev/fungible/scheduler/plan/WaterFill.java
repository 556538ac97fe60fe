package dev.fungible.scheduler.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares whole nodes among claims that together ask for more than there is: weighted max-min
 * fairness, then whole nodes by largest remainder.
 */
final class WaterFill {

  private WaterFill() {}

  /**
   * What some of the claims can be given together.
   *
   * @param members indexes of the claims
   * @param capacity nodes, at least 0
   */
  record Bound(int[] members, int capacity) {}

  /**
   * Nodes for each claim; all needs where they fit.
   *
   * @param bounds what they can be given; claims that share one pool have one bound in common
   * @param needs nodes wanted by each claim, at least 0
   * @param given nodes that each claim has been given before, which count for its fair share
   * @param weights weight of each claim, above 0
   * @param held nodes held today and not given before, by claim; of equal remainders the one wins
   *     that holds the node in question already, then the larger holder
   */
  static int[] share(List<Bound> bounds, int[] needs, int[] given, double[] weights, int[] held) {
    double[] exact = new Levels(needs, given, weights).fill(bounds);
    int[] result = new int[needs.length];
    for (int i = 0; i < needs.length; i++) {
      // A product of weights may fall a rounding error short of the whole number that it is.
      result[i] = Math.min(needs[i], (int) Math.floor(exact[i] + 1e-9));
    }
    Comparator<Integer> largestRemainder =
        Comparator.<Integer>comparingDouble(i -> -Math.rint((exact[i] - result[i]) * 1e9))
            .thenComparingInt(i -> held[i] > result[i] ? 0 : 1)
            .thenComparingInt(i -> -held[i])
            .thenComparingInt(i -> i);
    List<Integer> order =
        IntStream.range(0, needs.length).boxed().sorted(largestRemainder).toList();
    for (int i : order) {
      if (result[i] < needs[i] && bounds.stream().allMatch(bound -> hasRoom(bound, result, i))) {
        result[i]++;
      }
    }
    return result;
  }

  private static boolean hasRoom(Bound bound, int[] result, int claim) {
    boolean counts = false;
    int left = bound.capacity;
    for (int member : bound.members) {
      left -= result[member];
      counts |= member == claim;
    }
    return !counts || left > 0;
  }

  /** Claims as vessels, each as wide as its weight, that fill at the same level until one binds. */
  private static final class Levels {

    private final int[] needs;
    private final int[] given;
    private final double[] weights;
    private final double[] amounts;
    private final boolean[] full;

    private Levels(int[] needs, int[] given, double[] weights) {
      this.needs = needs;
      this.given = given;
      this.weights = weights;
      amounts = new double[needs.length];
      full = new boolean[needs.length];
    }

    private double[] fill(List<Bound> bounds) {
      double level = lowest(bounds);
      while (level < Double.POSITIVE_INFINITY) {
        for (Bound bound : bounds) {
          if (levelOf(bound) <= level) {
            for (int member : bound.members) {
              amounts[member] = amount(member, level);
              full[member] = true;
            }
          }
        }
        level = lowest(bounds);
      }
      return IntStream.range(0, needs.length)
          .mapToDouble(i -> amount(i, Double.POSITIVE_INFINITY))
          .toArray();
    }

    private double lowest(List<Bound> bounds) {
      return bounds.stream().mapToDouble(this::levelOf).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The level at which the bound binds; infinite where it does not, or is full. */
    private double levelOf(Bound bound) {
      double[] heights =
          Arrays.stream(bound.members)
              .filter(i -> !full[i])
              .mapToObj(i -> new double[] {bottom(i), top(i)})
              .flatMapToDouble(Arrays::stream)
              .sorted()
              .toArray();
      double left = bound.capacity;
      for (int member : bound.members) {
        left -= full[member] ? amounts[member] : 0;
      }
      // What is full may sum up to a rounding error more than there is.
      left = Math.max(0, left);
      for (int i = 1; i < heights.length; i++) {
        double width = width(bound, heights[i - 1], heights[i]);
        double more = width * (heights[i] - heights[i - 1]);
        if (more > left) {
          return heights[i - 1] + left / width;
        }
        left -= more;
      }
      return Double.POSITIVE_INFINITY;
    }

    private double width(Bound bound, double low, double high) {
      double width = 0;
      for (int i : bound.members) {
        width += !full[i] && bottom(i) < high && top(i) > low ? weights[i] : 0;
      }
      return width;
    }

    private double amount(int i, double level) {
      return full[i] ? amounts[i] : Math.clamp(level * weights[i] - given[i], 0.0, needs[i]);
    }

    private double bottom(int i) {
      return given[i] / weights[i];
    }

    private double top(int i) {
      return ((double) given[i] + needs[i]) / weights[i];
    }
  }
}
