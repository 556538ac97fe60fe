package dev.fungible.simulator.synthetic;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Draws job sizes. Sizes above one GPU have a weight of size^-a, with the a that gives the mean;
 * only then those above the cluster's cap are dropped and the rest weighted up.
 */
final class SizeLadder {

  private static final double STEEPEST = 40;
  private static final int HALVINGS = 200;

  private final int gpusPerNode;
  private final double odd;
  private final int cap;
  private final int[] sizes;
  private final double[] cumulative;

  /** The ladder for a cluster of so many nodes. */
  SizeLadder(JobSizes settings, int nodes, int gpusPerNode) {
    this.gpusPerNode = gpusPerNode;
    this.odd = settings.odd();
    this.cap = (int) Math.max(1, nodes * (double) gpusPerNode * settings.clusterShare());
    int[] uncapped = rungs(settings.largest(), gpusPerNode);
    double[] weights = weights(settings, uncapped);
    this.sizes = Arrays.stream(uncapped).filter(size -> size <= cap).toArray();
    this.cumulative = Arrays.copyOf(weights, sizes.length);
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
  }

  /** GPUs of the next job. */
  int draw(Draws draws) {
    double at = draws.fraction() * cumulative[cumulative.length - 1];
    int rung = 0;
    while (rung < sizes.length - 1 && cumulative[rung] <= at) {
      rung++;
    }
    int size = sizes[rung];
    boolean isOdd = size > 2 && draws.fraction() < odd;
    int drawn = isOdd ? around(size, draws) : size;
    return drawn <= cap ? drawn : size;
  }

  /** A size from half the rung to as much above it, its mean the rung. */
  private int around(int rung, Draws draws) {
    boolean fillsNodes = rung > gpusPerNode;
    int unit = fillsNodes ? gpusPerNode : 1;
    int half = fillsNodes ? rung / unit / 2 : Math.min(rung / 2, gpusPerNode - rung);
    return rung + unit * draws.wholeBetween(-half, half);
  }

  /** Powers of two up to a node, then a node times powers of two. */
  private static int[] rungs(int largest, int gpusPerNode) {
    int top = Integer.highestOneBit(gpusPerNode);
    IntStream inNode = IntStream.iterate(1, size -> size <= top, size -> size * 2);
    long first = top == gpusPerNode ? 2L * gpusPerNode : gpusPerNode;
    IntStream wholeNodes =
        LongStream.iterate(first, size -> size <= largest, size -> size * 2)
            .mapToInt(size -> (int) size);
    return IntStream.concat(inNode, wholeNodes).filter(size -> size <= largest).toArray();
  }

  private static double[] weights(JobSizes settings, int[] rungs) {
    double[] above = Arrays.stream(rungs).skip(1).asDoubleStream().toArray();
    double[] weights = new double[rungs.length];
    weights[0] = above.length == 0 ? 1 : settings.single();
    if (above.length > 0 && settings.single() < 1) {
      double wanted = (settings.mean() - settings.single()) / (1 - settings.single());
      double steepness = steepness(above, wanted);
      double total = Arrays.stream(above).map(size -> StrictMath.pow(size, -steepness)).sum();
      for (int i = 0; i < above.length; i++) {
        weights[i + 1] = (1 - settings.single()) * StrictMath.pow(above[i], -steepness) / total;
      }
    }
    return weights;
  }

  /** By bisection, as the mean falls with steepness; a mean out of reach gives the nearest one. */
  private static double steepness(double[] sizes, double wanted) {
    double low = -STEEPEST;
    double high = STEEPEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (mean(sizes, middle) > wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double mean(double[] sizes, double steepness) {
    double weighted = Arrays.stream(sizes).map(s -> StrictMath.pow(s, 1 - steepness)).sum();
    return weighted / Arrays.stream(sizes).map(s -> StrictMath.pow(s, -steepness)).sum();
  }
}
