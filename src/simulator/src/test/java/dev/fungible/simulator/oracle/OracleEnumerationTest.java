package dev.fungible.simulator.oracle;

import static dev.fungible.simulator.oracle.OracleCases.goodput;
import static dev.fungible.simulator.oracle.OracleCases.problem;
import static dev.fungible.simulator.oracle.OracleCases.randomWork;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The oracle against all assignments on a grid, by arithmetic that shares nothing with it. */
class OracleEnumerationTest {
  private static final double PER_NODE = 4800;
  private static final int STEPS = 40;
  private static final int INTERVALS = 3;

  @Test
  void liesWithinTheGridsErrorAboveTheBestOfOneServingClass() {
    int moved = 0;
    for (int seed = 0; seed < 40; seed++) {
      var random = new SplittableRandom(seed);
      double[] demand = random.doubles(INTERVALS, 0, 1).toArray();
      Series work = randomWork(random, INTERVALS, PER_NODE * 0.6);
      double best = new Grid(demand, work).best(0, new int[INTERVALS], 0) / 3600;
      double oracle = goodput(problem(1, work, new ServingDemand("a", Series.of(demand), 1)));

      // Rounding the optimum's serving nodes up to the grid keeps it feasible (x and 0.4 x + 0.6
      // x' rise with both) and takes at most 1.2 steps of training from each interval.
      double error = 1.2 / STEPS * PER_NODE * INTERVALS / 3600;
      assertThat(oracle).as("seed %d", seed).isBetween(best - 1e-6, best + error);
      moved += best < work.last() / 3600 - error ? 1 : 0;
    }
    assertThat(moved).as("cases in which the nodes and not the work are scarce").isPositive();
  }

  @Test
  void isNeverBelowWholeNodesOfTwoServingClasses() {
    int feasible = 0;
    for (int seed = 0; seed < 60; seed++) {
      var random = new SplittableRandom(seed);
      double[][] demand = {scaled(random, 1.4), scaled(random, 1.4)};
      Series work = randomWork(random, INTERVALS, PER_NODE * 2);
      double best = new WholeNodes(4, demand, work).best(0, new int[INTERVALS][2], 0) / 3600;
      if (best >= 0) {
        feasible++;
        var first = new ServingDemand("a", Series.of(demand[0]), 1);
        var second = new ServingDemand("b", Series.of(demand[1]), 1);
        assertThat(goodput(problem(4, work, first, second)))
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(best - 1e-6);
      }
    }
    assertThat(feasible).isGreaterThan(20);
  }

  private static double[] scaled(RandomGenerator random, double bound) {
    return random.doubles(INTERVALS, 0, bound).toArray();
  }

  private static double usable(double now, double before, double loss) {
    return now - loss * Math.max(0, now - before);
  }

  /** One serving class and training on one node, in steps. */
  private record Grid(double[] demand, Series work) {
    double best(int t, int[] steps, double done) {
      if (t == INTERVALS) {
        return done;
      }
      double best = Double.NEGATIVE_INFINITY;
      for (int step = 0; step <= STEPS; step++) {
        int before = t == 0 ? step : steps[t - 1];
        double serving = usable(step, before, 0.6) / STEPS;
        double training = usable(STEPS - step, STEPS - before, 0.2) / STEPS;
        if (serving >= demand[t] - 1e-12) {
          steps[t] = step;
          double after = Math.min(work.at(t), done + PER_NODE * training);
          best = Math.max(best, best(t + 1, steps, after));
        }
      }
      return best;
    }
  }

  /** Two serving classes and training on a few whole nodes. */
  private record WholeNodes(int nodes, double[][] demand, Series work) {
    double best(int t, int[][] split, double done) {
      if (t == INTERVALS) {
        return done;
      }
      double best = Double.NEGATIVE_INFINITY;
      for (int a = 0; a <= nodes; a++) {
        for (int b = 0; a + b <= nodes; b++) {
          int[] before = t == 0 ? new int[] {a, b} : split[t - 1];
          boolean served =
              usable(a, before[0], 0.6) >= demand[0][t]
                  && usable(b, before[1], 0.6) >= demand[1][t];
          if (served) {
            split[t] = new int[] {a, b};
            double left = usable(nodes - a - b, nodes - before[0] - before[1], 0.2);
            double after = Math.min(work.at(t), done + PER_NODE * left);
            best = Math.max(best, best(t + 1, split, after));
          }
        }
      }
      return best;
    }
  }
}
