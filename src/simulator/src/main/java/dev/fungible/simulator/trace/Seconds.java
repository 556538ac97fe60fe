package dev.fungible.simulator.trace;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as decimal seconds, the way that trace files write them. */
final class Seconds {

  /** A hundred years: beyond it, a value is taken for an error. */
  static final double MOST = 3_155_760_000.0;

  private static final double NANOS = 1e9;

  private Seconds() {}

  /** The duration of so many seconds, to the nearest nanosecond. */
  static Duration duration(double seconds) {
    long whole = (long) Math.floor(seconds);
    return Duration.ofSeconds(whole, Math.round((seconds - whole) * NANOS));
  }

  /** The duration in seconds, as the nearest double. */
  static double of(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }

  /** The duration in seconds, as plain decimal text without trailing zeros. */
  static String text(Duration duration) {
    if (duration.getNano() == 0) {
      return Long.toString(duration.toSeconds());
    }
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), 9))
        .stripTrailingZeros()
        .toPlainString();
  }
}
