package dev.fungible.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofMillis(1500);

  @Test
  void theBoundDoublesUpToTheMost() {
    for (int seed = 0; seed < 100; seed++) {
      Backoff backoff = new Backoff(FIRST, MOST, new SplittableRandom(seed));
      for (long bound : new long[] {100, 200, 400, 800, 1500, 1500}) {
        assertThat(backoff.next()).isBetween(Duration.ofMillis(1), Duration.ofMillis(bound));
      }
    }
  }

  @Test
  void manyFailuresDoNotOverflow() {
    Backoff backoff = new Backoff(FIRST, MOST, new SplittableRandom(1));
    for (int failures = 0; failures < 200; failures++) {
      assertThat(backoff.next()).isPositive().isLessThanOrEqualTo(MOST);
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
  }

  @Test
  void thoseWhoFailedTogetherDoNotComeBackTogether() {
    SplittableRandom random = new SplittableRandom(1);
    assertThat(
            random
                .ints(50)
                .mapToObj(seed -> new Backoff(MOST, MOST, new SplittableRandom(seed)))
                .map(Backoff::next)
                .distinct())
        .hasSizeGreaterThan(40);
  }
}
