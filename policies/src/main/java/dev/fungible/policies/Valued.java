package dev.fungible.policies;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What nodes are worth to somebody: the first GPU {@code worth} an hour, the following less and
 * less, none anything beyond what is wanted. A GPU of hardware that suits by half is worth half;
 * the most suitable one counts as the first.
 *
 * <p>The GPU at share z of what is wanted is worth {@code worth} × (1 - z)^{@code diminishing}; a
 * number of GPUs is worth the integral of that, which is concave.
 *
 * @param wanted GPUs that can be used, at least 0
 * @param worth of the first GPU-hour, above 0
 * @param diminishing how fast the worth of the next one falls, at least 0; 0 is not at all
 * @param suitability by pool, 0 where the hardware cannot be used
 * @param gpus of one node, by pool
 * @param bestFirst the pools by how well they suit
 */
record Valued(
    double wanted,
    double worth,
    int diminishing,
    double[] suitability,
    int[] gpus,
    int[] bestFirst) {

  private static final double TOLERANCE = 1e-9;

  /**
   * Somebody who wants so many GPUs.
   *
   * @param suitability by pool
   * @param gpus of one node, by pool
   */
  static Valued of(double wanted, double worth, int diminishing, double[] suitability, int[] gpus) {
    int[] bestFirst =
        IntStream.range(0, suitability.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer pool) -> -suitability[pool]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Valued(wanted, worth, diminishing, suitability, gpus, bestFirst);
  }

  /** Of so many nodes, by pool. */
  double of(int[] nodes) {
    double value = 0;
    double before = 0;
    for (int pool : bestFirst) {
      if (nodes[pool] > 0) {
        double after = before + (double) nodes[pool] * gpus[pool];
        value += suitability[pool] * (ofGpus(after) - ofGpus(before));
        before = after;
      }
    }
    return value;
  }

  /** Whether so many nodes more of a pool would all be of use, the last one in part at least. */
  boolean canUse(int[] nodes, int pool, int more) {
    return gpusOf(nodes) + (more - 1.0) * gpus[pool] < wanted - TOLERANCE;
  }

  /** What the next GPU-hour is worth, on hardware that suits fully. */
  double ofNext(int[] nodes) {
    double lacking = wanted - gpusOf(nodes);
    return lacking < TOLERANCE ? 0 : worth * power(lacking / wanted, diminishing);
  }

  private double gpusOf(int[] nodes) {
    double sum = 0;
    for (int pool = 0; pool < nodes.length; pool++) {
      sum += (double) nodes[pool] * gpus[pool];
    }
    return sum;
  }

  private double ofGpus(double some) {
    if (some <= 0 || wanted <= 0) {
      return 0;
    }
    double lacking = 1 - Math.min(1, some / wanted);
    return worth * wanted * (1 - power(lacking, diminishing + 1)) / (diminishing + 1);
  }

  private static double power(double base, int exponent) {
    double result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= base;
    }
    return result;
  }
}
