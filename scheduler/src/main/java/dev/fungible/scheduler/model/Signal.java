package dev.fungible.scheduler.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number that is measured beside the cluster, as it was last known: how many requests wait, how
 * long the slowest take.
 *
 * @param name unique
 * @param maxAge how old a measurement may be before it says nothing about now
 * @param samples what was measured, the latest last, for a bounded time; all of them finite
 * @param problem why the latest try gave no number, for people; empty where it gave one
 */
public record Signal(String name, Duration maxAge, TimeSeries samples, String problem)
    implements Comparable<Signal> {

  /** Clocks differ by so much; what is further ahead was measured before a clock went back. */
  private static final Duration AHEAD = Duration.ofSeconds(5);

  /** When it was last measured; empty if never. */
  public Optional<Instant> measuredAt() {
    return samples.size() == 0 ? Optional.empty() : Optional.of(samples.timeOf(samples.size() - 1));
  }

  /** The latest number, if it is recent enough to speak for that moment. */
  public OptionalDouble valueAt(Instant now) {
    return isRecentAt(now)
        ? OptionalDouble.of(samples.valueOf(samples.size() - 1))
        : OptionalDouble.empty();
  }

  /** Why there is no number for that moment, for people; empty where there is one. */
  public String doubtAt(Instant now) {
    if (isRecentAt(now)) {
      return "";
    }
    String age =
        measuredAt()
            .map(last -> Duration.between(last, now).toSeconds())
            .map(ago -> "was last measured " + (ago < 0 ? -ago + " s ahead" : ago + " s ago"))
            .orElse("has not been measured");
    return problem.isEmpty() ? age : age + " (" + problem + ")";
  }

  /**
   * The highest number measured within the window before {@code now}, the latest included; empty
   * where part of the window went by unmeasured, so that nobody knows.
   */
  public OptionalDouble highestWithin(Duration window, Instant now) {
    Instant from = now.minus(window);
    Instant seen = now;
    for (int i = samples.size() - 1; i >= 0 && !samples.timeOf(i).isBefore(from); i--) {
      if (isGap(samples.timeOf(i), seen)) {
        return OptionalDouble.empty();
      }
      seen = samples.timeOf(i);
    }
    OptionalDouble latest = valueAt(now);
    if (latest.isEmpty() || isGap(from, seen)) {
      return OptionalDouble.empty();
    }
    double highest = samples.maxWithin(window, now).orElse(Double.NEGATIVE_INFINITY);
    return OptionalDouble.of(Math.max(latest.getAsDouble(), highest));
  }

  private boolean isGap(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(maxAge) > 0;
  }

  private boolean isRecentAt(Instant now) {
    return measuredAt()
        .filter(last -> !isGap(last, now) && !last.isAfter(now.plus(AHEAD)))
        .isPresent();
  }

  @Override
  public int compareTo(Signal other) {
    return name.compareTo(other.name);
  }
}
