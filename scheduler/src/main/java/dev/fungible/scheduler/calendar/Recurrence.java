package dev.fungible.scheduler.calendar;

import dev.fungible.scheduler.settings.SettingException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Windows that open by the clock of a zone and stay open for a time that has really passed: on the
 * days on which clocks change, a window of 12 hours still lasts 12 hours.
 *
 * @param start when one opens
 * @param length how long it stays open, above 0 and up to 31 days
 * @param zone whose clock counts; a time that it skips in spring opens with the change, one that it
 *     shows twice in autumn opens the first time
 */
public record Recurrence(Cron start, Duration length, ZoneId zone) {

  /** The longest window. */
  public static final Duration LONGEST = Duration.ofDays(31);

  private static final Duration SECOND = Duration.ofSeconds(1);

  public Recurrence {
    if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
      throw new SettingException("duration", length, "a time above 0s and up to " + LONGEST);
    }
  }

  /** Of the windows that are open at some instant of the span, the one that opens last. */
  public Optional<Span> latestDuring(Span span) {
    // It opens before the span is over, and not so early that it has closed when the span begins.
    return latestStart(span.from().minus(length), span.to())
        .map(opens -> new Span(opens, opens.plus(length)));
  }

  /** The window that is open at that instant; of several the one that opened last. */
  public Optional<Span> at(Instant instant) {
    return latestDuring(new Span(instant, instant.plusNanos(1)));
  }

  /** The last start after {@code from} and before {@code to}; halves what is left until found. */
  private Optional<Instant> latestStart(Instant from, Instant to) {
    Optional<Instant> latest = firstStart(from, to);
    Instant known = latest.orElse(to);
    Instant end = to;
    while (Duration.between(known, end).compareTo(SECOND) > 0) {
      Instant middle = known.plus(Duration.between(known, end).dividedBy(2));
      Optional<Instant> later = firstStart(middle, end);
      latest = later.isPresent() ? later : latest;
      known = later.orElse(known);
      end = later.isPresent() ? end : middle.plusNanos(1);
    }
    return latest;
  }

  private Optional<Instant> firstStart(Instant after, Instant before) {
    WallClock clock = new WallClock(zone);
    LocalDateTime last = clock.timeAt(after);
    // A schedule that does not get ahead must not keep the search from ending.
    return start
        .next(last)
        .map(clock::instantOf)
        .filter(instant -> instant.isAfter(after) && instant.isBefore(before));
  }
}
