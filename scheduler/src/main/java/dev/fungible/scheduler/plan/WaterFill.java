package dev.fungible.scheduler.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Shares whole nodes among claims that together ask for more than there is: weighted max-min
 * fairness, then whole nodes by largest remainder.
 */
final class WaterFill {

  private WaterFill() {}

  /**
   * Nodes for each claim; together {@code capacity}, or all needs where they fit.
   *
   * @param capacity nodes to share, at least 0
   * @param needs nodes wanted by each claim, at least 0
   * @param weights weight of each claim, above 0
   * @param held nodes held today by each claim's class; of equal remainders the larger holder wins
   */
  static int[] share(int capacity, int[] needs, double[] weights, int[] held) {
    if (Arrays.stream(needs).asLongStream().sum() <= capacity) {
      return needs.clone();
    }
    double[] exact = continuous(capacity, needs, weights);
    int[] result = new int[needs.length];
    int left = capacity;
    for (int i = 0; i < needs.length; i++) {
      // A product of weights may fall a rounding error short of the whole number that it is.
      result[i] = Math.min(needs[i], (int) Math.floor(exact[i] + 1e-9));
      left -= result[i];
    }
    Comparator<Integer> largestRemainder =
        Comparator.<Integer>comparingDouble(i -> -Math.rint((exact[i] - result[i]) * 1e9))
            .thenComparingInt(i -> -held[i])
            .thenComparingInt(i -> i);
    for (int i : IntStream.range(0, needs.length).boxed().sorted(largestRemainder).toList()) {
      if (left > 0 && result[i] < needs[i]) {
        result[i]++;
        left--;
      }
    }
    return result;
  }

  private static double[] continuous(int capacity, int[] needs, double[] weights) {
    double[] result = new double[needs.length];
    boolean[] full = new boolean[needs.length];
    double left = capacity;
    boolean changed = true;
    while (changed) {
      changed = false;
      double weight = openWeight(weights, full);
      double level = left / weight;
      for (int i = 0; i < needs.length; i++) {
        if (!full[i] && needs[i] <= level * weights[i]) {
          full[i] = true;
          result[i] = needs[i];
          left -= needs[i];
          changed = true;
        }
      }
    }
    double weight = openWeight(weights, full);
    for (int i = 0; i < needs.length; i++) {
      if (!full[i]) {
        result[i] = left * weights[i] / weight;
      }
    }
    return result;
  }

  private static double openWeight(double[] weights, boolean[] full) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += full[i] ? 0 : weights[i];
    }
    return sum;
  }
}
