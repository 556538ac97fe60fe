package dev.fungible.simulator.oracle;

import static dev.fungible.simulator.oracle.OracleCases.PLENTY;
import static dev.fungible.simulator.oracle.OracleCases.always;
import static dev.fungible.simulator.oracle.OracleCases.demand;
import static dev.fungible.simulator.oracle.OracleCases.goodput;
import static dev.fungible.simulator.oracle.OracleCases.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases on one node of 8 GPUs over two intervals of 600 s, then 200 random policies. */
class AttainedBoundTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void holdsWhereAShiftInsideAnIntervalBeatsTheUniformOracle() {
    // Train until 300 s, shift, serve from 660 s: 540 s of the 600 s asked for.
    double policy = 8 * 300 / 3600.0;
    double[] served = ones(11, 20);

    double uniform = goodput(problem(1, always(PLENTY, 2), demand("inference", 0.9, 0, 1)));

    assertThat(uniform).isLessThan(policy);
    assertThat(bound(always(PLENTY, 20), served)).isCloseTo(policy, within(1e-9));
  }

  @Test
  void holdsWhereUnevenServiceBeatsTheUniformOracle() {
    // Serve until 600 s, shift, train from 720 s on work that came at 600 s: half of all demand.
    double policy = 8 * 480 / 3600.0;
    double[] work = new double[20];
    Arrays.setAll(work, k -> Math.max(0, k - 9) * 480.0);

    double uniform = goodput(problem(1, Series.of(0, 4800), demand("inference", 0.5, 1, 1)));

    assertThat(uniform).isLessThan(policy);
    assertThat(bound(Series.of(work), ones(0, 10))).isCloseTo(policy, within(1e-9));
  }

  @Test
  void holdsWhereAWarmUpThatIsNotMeasuredBeatsTheUniformOracle() {
    // Only the second interval is measured, and it is served in full; before it, train.
    double policy = 8 * 240 / 3600.0;

    double uniform = goodput(problem(1, always(PLENTY, 2), demand("inference", 1, 1, 1)));

    assertThat(uniform).isLessThan(policy);
    assertThat(bound(always(PLENTY, 20), ones(10, 20))).isCloseTo(policy, within(1e-9));
  }

  @Test
  void isNeverBelowAPolicyWhateverTheCell() {
    for (int seed = 0; seed < 200; seed++) {
      FluidPolicy policy = FluidPolicy.run(seed);
      for (int cellSeconds : new int[] {10, 60, 100, 120, 300, 600}) {
        AttainedBound bound = policy.bound(Duration.ofSeconds(cellSeconds), LeadTimes.BENCHMARK);

        assertThat(bound.goodputGpuHours())
            .as("seed %d, cells of %d s", seed, cellSeconds)
            .isGreaterThanOrEqualTo(policy.goodputGpuHours() - 1e-6);
      }
    }
  }

  @Test
  void isSharpEnoughToSeeLeadTimesThatAreClaimedTooLong() {
    var toServing = new LeadTimes(Duration.ofSeconds(480), Duration.ofSeconds(120));
    var toTraining = new LeadTimes(Duration.ofSeconds(360), Duration.ofSeconds(240));

    assertThat(policiesAbove(toServing)).isGreaterThan(20);
    assertThat(policiesAbove(toTraining)).isGreaterThan(20);
    assertThat(policiesAbove(LeadTimes.BENCHMARK)).isZero();
  }

  private static int policiesAbove(LeadTimes claimed) {
    int above = 0;
    for (int seed = 0; seed < 200; seed++) {
      FluidPolicy policy = FluidPolicy.run(seed);
      try {
        double limit = policy.bound(MINUTE, claimed).goodputGpuHours();
        above += limit < policy.goodputGpuHours() - 1e-6 ? 1 : 0;
      } catch (IllegalArgumentException refused) {
        above++;
      }
    }
    return above;
  }

  @Test
  void fallsWithLongerLeadTimes() {
    Series work = always(PLENTY, 20);
    var slow = new LeadTimes(Duration.ofSeconds(480), Duration.ofSeconds(240));
    var inference = List.of(Series.of(ones(11, 12)));

    double benchmark = bound(work, ones(11, 12));
    double slower = new AttainedBound(1, 8, MINUTE, inference, work, slow).goodputGpuHours();

    // Held from 300 s to 720 s, useful to training from 840 s; 180 s and 960 s when slower.
    assertThat(benchmark).isCloseTo(8 * (300 + 360) / 3600.0, within(1e-9));
    assertThat(slower).isCloseTo(8 * (180 + 240) / 3600.0, within(1e-9));
  }

  @Test
  void refusesServiceThatThePoolCannotHaveGiven() {
    // One node cannot serve a class in one minute and another in the next.
    assertThatThrownBy(() -> bound(always(PLENTY, 20), ones(0, 5), ones(5, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from cell 0 on needs 2.0 nodes, expected at most 1.0")
        .hasMessageContaining("PT6M");
  }

  @Test
  void refusesSeriesOfDifferentLength() {
    assertThatThrownBy(() -> bound(always(PLENTY, 19), ones(0, 5)))
        .hasMessageContaining("servedNodes 0 has 20 intervals, expected 19");
  }

  private static double bound(Series work, double[]... served) {
    List<Series> series = Arrays.stream(served).map(Series::of).toList();
    return new AttainedBound(1, 8, MINUTE, series, work, LeadTimes.BENCHMARK).goodputGpuHours();
  }

  private static double[] ones(int from, int to) {
    double[] cells = new double[20];
    Arrays.fill(cells, from, to, 1);
    return cells;
  }
}
