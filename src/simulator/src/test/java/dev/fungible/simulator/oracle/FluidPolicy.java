package dev.fungible.simulator.oracle;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A little pool whose nodes shift at any second, by chance, and what it did: whole nodes, two
 * serving classes, training work that splits at will. Every second is of use to demand, so that
 * little is left between it and a bound. Shares no code with the bounds.
 */
final class FluidPolicy {
  private static final int HORIZON = 2 * 3600;
  private static final int TRAINING = 2;

  private final RandomGenerator random;
  private final int[] assigned;
  private final int[] readyAt;
  private final double[][] servedBySecond = new double[2][HORIZON];
  private final double[] workBySecond = new double[HORIZON];
  private final double shiftChance;
  private final double workRate;
  private double done;

  private FluidPolicy(long seed) {
    random = new SplittableRandom(seed);
    int nodes = random.nextInt(1, 9);
    assigned = random.ints(nodes, 0, 3).toArray();
    readyAt = new int[nodes];
    shiftChance = random.nextDouble(0, 1.0 / 600);
    workRate = random.nextBoolean() ? 8 * nodes : random.nextDouble(0, 8) * nodes;
  }

  /** Runs one to the horizon. */
  static FluidPolicy run(long seed) {
    FluidPolicy policy = new FluidPolicy(seed);
    for (int second = 0; second < HORIZON; second++) {
      policy.shift(second);
      policy.work(second);
    }
    return policy;
  }

  double goodputGpuHours() {
    return done / 3600;
  }

  AttainedBound bound(Duration cell, LeadTimes leadTimes) {
    int seconds = (int) cell.toSeconds();
    double[] work = new double[HORIZON / seconds];
    for (int k = 0; k < work.length; k++) {
      work[k] = workBySecond[(k + 1) * seconds - 1];
    }
    List<Series> served =
        List.of(means(servedBySecond[0], seconds), means(servedBySecond[1], seconds));
    return new AttainedBound(assigned.length, 8, cell, served, Series.of(work), leadTimes);
  }

  private static Series means(double[] bySecond, int seconds) {
    double[] means = new double[bySecond.length / seconds];
    for (int second = 0; second < bySecond.length; second++) {
      means[second / seconds] += bySecond[second] / seconds;
    }
    return Series.of(means);
  }

  private void shift(int second) {
    for (int node = 0; node < assigned.length; node++) {
      boolean ready = readyAt[node] <= second;
      if (second > 0 && ready && random.nextDouble() < shiftChance) {
        int from = assigned[node];
        int to = (from + random.nextInt(1, 3)) % 3;
        assigned[node] = to;
        readyAt[node] = second + (to == TRAINING ? 120 : from == TRAINING ? 360 : 420);
      }
    }
  }

  private void work(int second) {
    int[] ready = new int[3];
    for (int node = 0; node < assigned.length; node++) {
      ready[assigned[node]] += readyAt[node] <= second ? 1 : 0;
    }
    for (int c = 0; c < TRAINING; c++) {
      servedBySecond[c][second] = ready[c];
    }
    workBySecond[second] = workRate * (second + 1);
    done = Math.min(workBySecond[second], done + 8 * ready[TRAINING]);
  }
}
