package dev.fungible.simulator.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes of draws, noise and crowds, on samples too large to be lucky. */
class RandomnessTest {

  private static final int MANY = 200_000;
  private static final Duration STEP = Duration.ofMinutes(10);

  @Test
  void gaussianHasMeanZeroAndDeviationOne() {
    Draws draws = new Draws(1, "gaussian");
    double[] values = DoubleStream.generate(draws::gaussian).limit(MANY).toArray();

    assertThat(mean(values)).isCloseTo(0, within(0.01));
    assertThat(mean(products(values, 0))).isCloseTo(1, within(0.02));
    assertThat(Arrays.stream(values).filter(v -> Math.abs(v) > 1.96).count() / (double) MANY)
        .isCloseTo(0.05, within(0.003));
  }

  @Test
  void exponentialHasItsMean() {
    Draws draws = new Draws(1, "exponential");

    assertThat(mean(DoubleStream.generate(() -> draws.exponential(7)).limit(MANY).toArray()))
        .isCloseTo(7, withinPercentage(1));
  }

  @Test
  void neighbouringSeedsAndStreamsAreUnrelated() {
    double[] one = fractions(1, "a");
    assertThat(correlation(one, fractions(2, "a"))).isCloseTo(0, within(0.01));
    assertThat(correlation(one, fractions(1, "b"))).isCloseTo(0, within(0.01));
    assertThat(one).doesNotContain(fractions(2, "a")[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 60})
  void noiseForgetsWithItsMemoryWhateverTheStep(int minutes) {
    Noise noise = new Noise(0.2, Duration.ofMinutes(60));
    double[] series = noise.series(MANY, Duration.ofMinutes(minutes), new Draws(1, "noise"));

    double variance = mean(products(series, 0));
    assertThat(Math.sqrt(variance)).isCloseTo(0.2, withinPercentage(5));
    assertThat(mean(products(series, 60 / minutes)) / variance)
        .isCloseTo(Math.exp(-1), within(0.05));
  }

  @Test
  void crowdsComeAsOftenAndAreAsBigAsSaid() {
    FlashCrowds crowds = new FlashCrowds(3, 0.5, Duration.ofHours(1));
    int weeks = 500;

    double[] extra = crowds.series(weeks * 1008, STEP, new Draws(1, "crowds"));

    // Each crowd falls evenly from 50 % to nothing: it is worth 25 % of an hour, or 1.5 steps.
    assertThat(Arrays.stream(extra).sum() / weeks / (0.25 * 6)).isCloseTo(3, withinPercentage(8));
    assertThat(Arrays.stream(extra).min().orElseThrow()).isZero();
    assertThat(Arrays.stream(extra).max().orElseThrow()).isBetween(0.45, 1.2);
  }

  @Test
  void noCrowdsMeanNoExtraDemand() {
    FlashCrowds none = new FlashCrowds(0, 0.5, Duration.ofHours(1));

    assertThat(none.series(1000, STEP, new Draws(1, "crowds"))).containsOnly(0);
  }

  private static double[] fractions(long seed, String stream) {
    Draws draws = new Draws(seed, stream);
    return DoubleStream.generate(draws::fraction).limit(MANY).toArray();
  }

  private static double correlation(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - 0.5) * (other[i] - 0.5);
    }
    return 12 * sum / one.length;
  }

  private static double[] products(double[] values, int lag) {
    double[] products = new double[values.length - lag];
    Arrays.setAll(products, i -> values[i] * values[i + lag]);
    return products;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
