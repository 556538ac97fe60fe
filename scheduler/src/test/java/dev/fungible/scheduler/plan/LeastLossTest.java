package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far the choice of victims is from the best one, and that it beats Lyra's order. */
class LeastLossTest {

  private static final int CASES = 500;

  @Test
  void losesAlmostAsLittleAsTheExactOptimum() {
    double sum = 0;
    double max = 0;
    int exact = 0;
    for (int seed = 0; seed < CASES; seed++) {
      VictimProblem problem = RandomVictims.of(seed);
      int[] chosen = new LeastLoss().choose(problem);
      assertThat(chosen.length).as("seed %s", seed).isEqualTo(reachable(problem));
      double best = ExactVictims.leastLoss(problem, chosen.length);
      double loss = problem.costOf(chosen);
      assertThat(loss).as("seed %s: the optimum is one", seed).isGreaterThan(best - 1e-9);
      double gap = loss <= best + 1e-9 ? 0 : best == 0 ? 1 : loss / best - 1;
      sum += gap;
      max = Math.max(max, gap);
      exact += gap == 0 ? 1 : 0;
    }
    String summary =
        String.format(
            Locale.ROOT,
            "GPU-hours lost above the optimum over %d cases: mean %.2f %%, max %.1f %%, none in %d",
            CASES,
            100 * sum / CASES,
            100 * max,
            exact);
    System.out.println(summary);
    assertThat(sum / CASES).as(summary).isLessThanOrEqualTo(0.05);
  }

  @Test
  void neverLosesMoreThanLyrasOrder() {
    int better = 0;
    for (int seed = 0; seed < 10 * CASES; seed++) {
      VictimProblem problem = RandomVictims.of(seed);
      int[] chosen = new LeastLoss().choose(problem);
      int[] lyra = new LyraOrder().choose(problem);
      assertThat(chosen.length).as("seed %s", seed).isGreaterThanOrEqualTo(lyra.length);
      if (chosen.length == lyra.length) {
        double loss = problem.costOf(chosen);
        double other = problem.costOf(lyra);
        assertThat(loss).as("seed %s", seed).isLessThanOrEqualTo(other + 1e-9);
        better += loss < other - 1e-9 ? 1 : 0;
      }
    }
    assertThat(better).as("cases in which it loses less").isGreaterThan(CASES);
  }

  @Test
  void takesEachNodeOnceAndWithinTheCaps() {
    for (int seed = 0; seed < CASES; seed++) {
      VictimProblem problem = RandomVictims.of(seed);
      int[] chosen = new LeastLoss().choose(problem);
      Set<Integer> distinct = new HashSet<>();
      int[] given = new int[problem.donorCaps().length];
      for (int node : chosen) {
        assertThat(distinct.add(node)).as("seed %s takes %s once", seed, node).isTrue();
        given[problem.donorOfNode()[node]]++;
      }
      assertThat(chosen.length).isLessThanOrEqualTo(problem.need());
      assertThat(IntStream.range(0, given.length))
          .as("seed %s: %s of %s", seed, Arrays.toString(given), problem)
          .allMatch(donor -> given[donor] <= problem.donorCaps()[donor]);
    }
  }

  private static int reachable(VictimProblem problem) {
    int[] nodes = new int[problem.donorCaps().length];
    Arrays.stream(problem.donorOfNode()).forEach(donor -> nodes[donor]++);
    int sum =
        IntStream.range(0, nodes.length)
            .map(donor -> Math.min(nodes[donor], problem.donorCaps()[donor]))
            .sum();
    return Math.min(sum, problem.need());
  }
}
