package dev.fungible.simulator.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

  @Test
  void quantilesAreValuesThatOccurred() {
    Distribution distribution = Distribution.ofSeconds(new long[] {40, 10, 30, 20});

    assertThat(distribution.count()).isEqualTo(4);
    assertThat(distribution.mean()).isEqualTo(Duration.ofSeconds(25));
    assertThat(distribution.p50()).isEqualTo(Duration.ofSeconds(20));
    assertThat(distribution.p95()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void nothingGivesZero() {
    assertThat(Distribution.ofSeconds(new long[0]))
        .isEqualTo(new Distribution(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void meansAreRoundedToMilliseconds() {
    assertThat(Distribution.ofSeconds(new long[] {0, 0, 1}).mean())
        .isEqualTo(Duration.ofMillis(333));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 19, 20, 21, 40, 60, 99, 100, 101, 1000})
  void aQuantileIsTheSmallestValueThatSuchAShareDoesNotExceed(int count) {
    long[] values = new SplittableRandom(count).longs(count, 0, 50).toArray();

    Distribution distribution = Distribution.ofSeconds(values);

    assertThat(distribution.p50().toSeconds()).isEqualTo(naive(values, 50));
    assertThat(distribution.p95().toSeconds()).isEqualTo(naive(values, 95));
  }

  private static long naive(long[] values, int percent) {
    return Arrays.stream(values)
        .filter(
            v ->
                Arrays.stream(values).filter(w -> w <= v).count() * 100
                    >= percent * (long) values.length)
        .min()
        .orElseThrow();
  }
}
