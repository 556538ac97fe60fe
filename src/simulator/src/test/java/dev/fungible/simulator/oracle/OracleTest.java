package dev.fungible.simulator.oracle;

import static dev.fungible.simulator.oracle.OracleCases.PLENTY;
import static dev.fungible.simulator.oracle.OracleCases.TEN_MINUTES;
import static dev.fungible.simulator.oracle.OracleCases.always;
import static dev.fungible.simulator.oracle.OracleCases.demand;
import static dev.fungible.simulator.oracle.OracleCases.goodput;
import static dev.fungible.simulator.oracle.OracleCases.problem;
import static dev.fungible.simulator.oracle.OracleCases.randomWork;
import static dev.fungible.simulator.oracle.OracleCases.solution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OracleTest {
  /** GPU-hours of one node of 8 GPUs in 600 s. */
  private static final double NODE = 4.0 / 3;

  @Test
  void givesTrainingWhatAConstantDemandLeaves() {
    var problem = problem(5, always(PLENTY, 3), demand("inference", 1, 2, 2, 2));

    assertThat(goodput(problem)).isCloseTo(3 * 3 * NODE, within(1e-6));
  }

  @Test
  void givesTrainingThePoolWhenNothingIsServed() {
    assertThat(goodput(problem(2, always(PLENTY, 3)))).isCloseTo(2 * 3 * NODE, within(1e-6));
  }

  @Test
  void doesNoMoreWorkThanHasArrived() {
    // Nothing to do in the first interval, one node's worth from then on.
    assertThat(goodput(problem(4, Series.of(0, 4800, 4800)))).isCloseTo(NODE, within(1e-6));
  }

  @Test
  void assignsTheFirstIntervalForFree() {
    var problem = problem(1, always(PLENTY, 1), demand("inference", 1, 0.25));

    assertThat(goodput(problem)).isCloseTo(0.75 * NODE, within(1e-6));
  }

  @Test
  void chargesANodeThatComesIntoServing() {
    // To have 1 ready in the second interval: 0.4 x1 + 0.6 x0 >= 1. Two nodes are few enough that
    // x0 = x1 = 1 costs 2 node intervals, and x1 = 2 with x0 = 1/3 costs more.
    var problem = problem(2, always(PLENTY, 2), demand("inference", 1, 0, 1));

    assertThat(goodput(problem)).isCloseTo(2 * NODE, within(1e-6));
  }

  @Test
  void chargesANodeThatComesIntoTraining() {
    // One node is free in the second interval; a fifth of the interval is lost on its way.
    var problem = problem(2, always(PLENTY, 2), demand("inference", 1, 2, 1));

    assertThat(goodput(problem)).isCloseTo(0.8 * NODE, within(1e-6));
  }

  @Test
  void servesTwoClassesFromOnePool() {
    // Demand swaps at the second interval; the pool has room to be ahead of it.
    var problem =
        problem(4, always(PLENTY, 2), demand("inference", 1, 2, 1), demand("ranking", 1, 1, 2));

    OracleSolution solution = solution(problem);

    // Ranking is 2 all the time; inference gives back one node, of which 0.8 is of use.
    assertThat(solution.goodputGpuHours()).isCloseTo(0.8 * NODE, within(1e-6));
    assertThat(solution.serving()).hasSize(2);
    assertThat(solution.training().at(1)).isCloseTo(1, within(1e-6));
  }

  @Test
  void losesAtMostTheIntervalOfArrivalWhenLeadTimesAreLonger() {
    var slow = new LeadTimes(Duration.ofMinutes(30), Duration.ofMinutes(20));
    var problem =
        new OracleProblem(
            2, 8, TEN_MINUTES, List.of(demand("inference", 1, 1, 2)), always(PLENTY, 2), slow);

    assertThat(problem.servingInflowLoss()).isEqualTo(1);
    assertThat(problem.trainingInflowLoss()).isEqualTo(1);
    assertThat(goodput(problem)).isCloseTo(0, within(1e-6));
  }

  @Test
  void namesTheFirstIntervalWhoseDemandIsAboveThePool() {
    var problem =
        problem(
            3,
            always(PLENTY, 6),
            demand("inference", 1, 1, 1, 2, 2.5, 1, 3),
            demand("ranking", 1, 1, 1, 1, 1, 1, 1));

    OracleOutcome outcome = Oracle.solve(problem);

    assertThat(outcome).isEqualTo(new OracleInfeasible(3, 3.5, 3));
    assertThat(((OracleInfeasible) outcome).reason())
        .isEqualTo("interval 3 needs 3.5000 ready nodes of 3.0, more than the pool has");
  }

  @Test
  void namesTheFirstIntervalThatShiftsCannotReachInTime() {
    var problem =
        problem(
            1, always(PLENTY, 3), demand("inference", 1, 0.5, 1, 0), demand("ranking", 1, 0, 0, 1));

    OracleOutcome outcome = Oracle.solve(problem);

    assertThat(outcome).isEqualTo(new OracleInfeasible(2, 1, 1));
    assertThat(((OracleInfeasible) outcome).reason()).contains("in time");
  }

  @Test
  void namesTheVeryFirstInterval() {
    assertThat(Oracle.solve(problem(1, always(0, 1), demand("inference", 1, 2))))
        .isEqualTo(new OracleInfeasible(0, 2, 1));
  }

  @Test
  void neverGainsFromMoreServiceNorLosesFromMoreNodes() {
    for (int seed = 0; seed < 30; seed++) {
      var random = new SplittableRandom(seed);
      Series work = randomWork(random, 24, 4800 * 6);
      double[] first = random.doubles(24, 0, 4).toArray();
      double[] second = random.doubles(24, 0, 4).toArray();
      double previous = Double.POSITIVE_INFINITY;
      for (double sigma : new double[] {0, 0.3, 0.7, 0.95, 1}) {
        double goodput =
            goodput(problem(9, work, demand("a", sigma, first), demand("b", sigma, second)));
        assertThat(goodput).isLessThanOrEqualTo(previous + 1e-6);
        previous = goodput;
      }
      for (double nodes : new double[] {9.5, 10, 14, 40}) {
        double goodput =
            goodput(problem(nodes, work, demand("a", 1, first), demand("b", 1, second)));
        assertThat(goodput).isGreaterThanOrEqualTo(previous - 1e-6);
        previous = goodput;
      }
      assertThat(previous).isLessThanOrEqualTo(work.last() / 3600 + 1e-6);
    }
  }

  @Test
  void givesTheSameAnswerTwice() {
    var random = new SplittableRandom(7);
    Series work = randomWork(random, 50, 4800 * 4);
    var problem = problem(6, work, demand("inference", 1, random.doubles(50, 0, 4).toArray()));

    assertThat(Oracle.solve(problem)).isEqualTo(Oracle.solve(problem));
  }

  @Test
  void refusesWorkThatFalls() {
    assertThatThrownBy(() -> problem(1, Series.of(5, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("falls from 5.0 to 4.0 at interval 1")
        .hasMessageContaining("maybe");
  }

  @Test
  void refusesSeriesOfDifferentLength() {
    assertThatThrownBy(() -> problem(1, Series.of(1, 2), demand("ranking", 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ranking has 1 intervals, expected 2");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> Series.of(1, Double.NaN)).hasMessageContaining("index 1 is NaN");
    assertThatThrownBy(() -> demand("ranking", -0.1, 1)).hasMessageContaining("sigma is -0.1");
    assertThatThrownBy(() -> problem(0, Series.of(1))).hasMessageContaining("nodes is 0.0");
    assertThatThrownBy(() -> problem(1, Series.of())).hasMessageContaining("no values");
  }

  @Test
  void keepsItsNumbersToItself() {
    double[] values = {1, 2};
    Series series = Series.of(values);
    values[0] = 9;
    series.toArray()[1] = 9;

    assertThat(series).isEqualTo(Series.of(1, 2));
  }
}
