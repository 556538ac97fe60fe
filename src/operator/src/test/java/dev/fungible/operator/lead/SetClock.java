package dev.fungible.operator.lead;

import java.time.Duration;
import java.time.Instant;

/** Both clocks, standing still until they are told. */
final class SetClock {

  private long nanos = Long.MAX_VALUE - 5_000_000_000L;
  private Instant wall = Instant.parse("2026-03-02T10:00:00Z");

  Clocks clocks() {
    return new Clocks(() -> nanos, () -> wall);
  }

  /** Time passes. */
  void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /** The wall clock alone is set, or has gone on while the machine slept. */
  void setWall(Duration by) {
    wall = wall.plus(by);
  }
}
