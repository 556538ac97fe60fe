package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DemandTraceTest {

  private static final Duration STEP = Duration.ofMinutes(10);

  private final DemandTrace trace =
      DemandTrace.of(
          List.of("inference", "ranking"), STEP, new double[][] {{2, 4, 8}, {1, 1, 0.5}});

  @Test
  void knowsItsShape() {
    assertThat(trace.steps()).isEqualTo(3);
    assertThat(trace.horizon()).isEqualTo(Duration.ofMinutes(30));
    assertThat(trace.nodes(0, 2)).isEqualTo(8);
    assertThat(trace.peak(0)).isEqualTo(8);
    assertThat(trace.mean(1)).isCloseTo(2.5 / 3, within(1e-15));
    assertThat(trace.total(0)).isCloseTo(14.0 / 6, within(1e-12));
    assertThat(trace.indexOf("ranking")).isEqualTo(1);
  }

  @Test
  void aValueHoldsFromItsTimeUpToTheNext() {
    assertThat(trace.at(0, Duration.ofSeconds(599))).isEqualTo(2);
    assertThat(trace.at(0, STEP)).isEqualTo(4);
    assertThat(trace.at(0, Duration.ofMinutes(30))).isZero();
    assertThat(trace.at(0, Duration.ofSeconds(-1))).isZero();
  }

  @Test
  void meanInsideOneStepIsExactlyItsValue() {
    assertThat(mean(300, 600)).isEqualTo(2);
    assertThat(mean(600, 900)).isEqualTo(4);
  }

  @Test
  void meanWeighsStepsByTheTimeInTheWindow() {
    assertThat(mean(300, 900)).isEqualTo(3);
    assertThat(mean(450, 1350)).isCloseTo((150 * 2 + 600 * 4 + 150 * 8) / 900.0, within(1e-15));
  }

  @Test
  void meanIsClippedToTheTrace() {
    assertThat(mean(-300, 300)).isEqualTo(2);
    assertThat(mean(1500, 9999)).isEqualTo(8);
    assertThat(mean(-600, 0)).isZero();
    assertThat(mean(1800, 2400)).isZero();
    assertThat(mean(600, 600)).isZero();
  }

  @Test
  void meanMatchesASumSecondBySecond() {
    SplittableRandom random = new SplittableRandom(7);
    double[] nodes = random.doubles(200, 0, 50).toArray();
    DemandTrace noisy = DemandTrace.of(List.of("x"), Duration.ofSeconds(7), new double[][] {nodes});
    for (int round = 0; round < 200; round++) {
      int from = random.nextInt(-50, 1400);
      int to = from + 1 + random.nextInt(400);
      double sum = 0;
      int seconds = 0;
      for (int s = Math.max(0, from); s < Math.min(1400, to); s++) {
        sum += nodes[s / 7];
        seconds++;
      }
      assertThat(noisy.mean(0, Duration.ofSeconds(from), Duration.ofSeconds(to)))
          .isCloseTo(seconds == 0 ? 0 : sum / seconds, within(1e-9));
    }
  }

  @Test
  void refusesABackwardWindow() {
    assertThatThrownBy(() -> mean(600, 300)).hasMessageContaining("backwards");
  }

  @Test
  void laterChangesToTheGivenArrayDoNotShow() {
    double[][] nodes = {{1, 2}};
    DemandTrace copied = DemandTrace.of(List.of("inference"), STEP, nodes);
    nodes[0][0] = 99;
    copied.column(0)[1] = 99;

    assertThat(copied.column(0)).containsExactly(1, 2);
  }

  @Test
  void equalContentMakesEqualTraces() {
    DemandTrace same = trace.with(1, new double[] {1, 1, 0.5});

    assertThat(same).isEqualTo(trace).hasSameHashCodeAs(trace);
    assertThat(trace.with(1, new double[] {1, 1, 1})).isNotEqualTo(trace);
  }

  @Test
  void refusesWhatIsNoDemand() {
    assertRefused(List.of("a"), new double[][] {{1, -1}});
    assertRefused(List.of("a"), new double[][] {{1, Double.NaN}});
    assertRefused(List.of("a"), new double[][] {{Double.POSITIVE_INFINITY}});
    assertRefused(List.of("a"), new double[][] {{}});
    assertRefused(List.of("a", "b"), new double[][] {{1}});
    assertRefused(List.of("a", "b"), new double[][] {{1}, {1, 2}});
    assertRefused(List.of("a", "a"), new double[][] {{1}, {1}});
    assertThatThrownBy(() -> trace.indexOf("rankin")).hasMessageContaining("rankin");
  }

  private double mean(long from, long to) {
    return trace.mean(0, Duration.ofSeconds(from), Duration.ofSeconds(to));
  }

  private static void assertRefused(List<String> classes, double[][] nodes) {
    assertThatThrownBy(() -> DemandTrace.of(classes, STEP, nodes))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
