package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.calendar.Cron;
import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.calendar.Recurrence;
import dev.fungible.scheduler.calendar.Span;
import dev.fungible.scheduler.settings.SettingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing starts: once, between two dates, or again and again by a schedule.
 *
 * @param from first moment of it; null where {@code start} is given
 * @param to first moment after it; null where {@code start} is given
 * @param start when it begins, each time; null where dates are given
 * @param duration how long it lasts each time; null where dates are given
 * @param zone whose clock counts; UTC where it is null
 */
public record FrozenWindow(
    @Nullable Moment from,
    @Nullable Moment to,
    @Nullable Cron start,
    @Nullable Duration duration,
    @Nullable ZoneId zone) {

  public FrozenWindow {
    if (start != null) {
      requireNone("from", from);
      requireNone("to", to);
      require("duration", duration, "a time such as 45s, 30m or 1h30m");
    } else {
      String dates = "a moment such as 2026-12-24T00:00";
      require("from", from, dates + ", or start and duration");
      require("to", to, dates);
      if (duration != null) {
        throw new SettingException("duration", duration, "no duration beside dates");
      }
    }
    // What cannot be a time is to be refused here, not when it is asked for.
    once(from, to, zoneOf(zone));
    recurring(start, duration, zoneOf(zone));
  }

  /** From one instant up to another. */
  public static FrozenWindow between(Instant from, Instant to) {
    return new FrozenWindow(Moment.of(from), Moment.of(to), null, null, null);
  }

  /** Whether that instant is frozen. */
  boolean contains(Instant time) {
    ZoneId clock = zoneOf(zone);
    return once(from, to, clock).filter(span -> span.contains(time)).isPresent()
        || recurring(start, duration, clock).flatMap(window -> window.at(time)).isPresent();
  }

  private static ZoneId zoneOf(@Nullable ZoneId zone) {
    return Objects.requireNonNullElse(zone, ZoneOffset.UTC);
  }

  private static Optional<Span> once(@Nullable Moment from, @Nullable Moment to, ZoneId zone) {
    if (from == null || to == null) {
      return Optional.empty();
    }
    if (!from.in(zone).isBefore(to.in(zone))) {
      throw new SettingException("to", to, "a moment after from, " + from);
    }
    return Optional.of(new Span(from.in(zone), to.in(zone)));
  }

  private static Optional<Recurrence> recurring(
      @Nullable Cron start, @Nullable Duration duration, ZoneId zone) {
    return start == null || duration == null
        ? Optional.empty()
        : Optional.of(new Recurrence(start, duration, zone));
  }

  private static void require(String key, @Nullable Object value, String expected) {
    if (value == null) {
      throw new SettingException(key, "missing", expected);
    }
  }

  private static void requireNone(String key, @Nullable Moment value) {
    if (value != null) {
      throw new SettingException(key, value, "no dates beside start");
    }
  }
}
