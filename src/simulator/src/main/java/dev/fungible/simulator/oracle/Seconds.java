package dev.fungible.simulator.oracle;

import java.time.Duration;

/** Durations as fractional seconds. */
final class Seconds {
  private Seconds() {}

  static double of(Duration duration) {
    return duration.getSeconds() + duration.getNano() * 1e-9;
  }
}
