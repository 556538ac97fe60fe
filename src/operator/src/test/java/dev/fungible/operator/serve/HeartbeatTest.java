package dev.fungible.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private long nanos = Long.MAX_VALUE;
  private final Heartbeat loop = new Heartbeat("loop", Duration.ofMinutes(5), () -> nanos);

  @Test
  void isNotExpectedBeforeTheFirstBeat() {
    pass(Duration.ofHours(1));

    assertThat(loop.problem()).isEmpty();
  }

  @Test
  void isMissedWhenItIsSilentForTooLong() {
    loop.beat();
    pass(Duration.ofMinutes(5));
    assertThat(loop.problem()).isEmpty();

    pass(Duration.ofSeconds(1));
    assertThat(loop.problem()).hasValue("no progress for 301 s");

    loop.beat();
    assertThat(loop.problem()).isEmpty();
  }

  @Test
  void mayRest() {
    loop.beat();
    loop.rest();
    pass(Duration.ofHours(1));

    assertThat(loop.problem()).isEmpty();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
