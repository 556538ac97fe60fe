package dev.fungible.scheduler.calendar;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from first instant of it
 * @param to first instant after it, later than {@code from}
 */
public record Span(Instant from, Instant to) {

  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A span from " + from + " cannot end at " + to);
    }
  }

  /** Whether the instant is in it. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Whether the two have an instant in common. */
  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
