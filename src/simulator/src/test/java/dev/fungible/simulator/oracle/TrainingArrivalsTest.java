package dev.fungible.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingArrivalsTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Test
  void countsAJobFromItsSubmitTimeForItsDuration() {
    Series work =
        TrainingArrivals.arrivedGpuSeconds(
            new double[] {300}, new double[] {900}, new int[] {2}, TEN_MINUTES, 4);

    assertThat(work).isEqualTo(Series.of(600, 1800, 1800, 1800));
  }

  @Test
  void countsNothingThatIsSubmittedAtTheHorizonOrLater() {
    Series work =
        TrainingArrivals.arrivedGpuSeconds(
            new double[] {1200, 5000}, new double[] {60, 60}, new int[] {1, 1}, TEN_MINUTES, 2);

    assertThat(work).isEqualTo(Series.of(0, 0));
  }

  @Test
  void agreesWithTheFormulaOnRandomJobs() {
    var random = new SplittableRandom(1);
    int jobs = 500;
    double[] submit = random.doubles(jobs, 0, 40_000).toArray();
    double[] duration = random.doubles(jobs, 0, 20_000).toArray();
    int[] gpus = random.ints(jobs, 0, 65).toArray();

    Series work = TrainingArrivals.arrivedGpuSeconds(submit, duration, gpus, TEN_MINUTES, 60);

    for (int t = 0; t < 60; t++) {
      double expected = 0;
      for (int job = 0; job < jobs; job++) {
        double elapsed = Math.max(0, (t + 1) * 600 - submit[job]);
        expected += gpus[job] * Math.min(duration[job], elapsed);
      }
      assertThat(work.at(t)).isCloseTo(expected, within(1e-3));
    }
  }

  @Test
  void refusesANegativeJobAndArraysOfDifferentLength() {
    assertThatThrownBy(
            () ->
                TrainingArrivals.arrivedGpuSeconds(
                    new double[] {1}, new double[] {-5}, new int[] {1}, TEN_MINUTES, 1))
        .hasMessageContaining("job at index 0")
        .hasMessageContaining("-5.0 s");
    assertThatThrownBy(
            () ->
                TrainingArrivals.arrivedGpuSeconds(
                    new double[] {1}, new double[] {}, new int[] {1}, TEN_MINUTES, 1))
        .hasMessageContaining("expected as many of each");
  }
}
