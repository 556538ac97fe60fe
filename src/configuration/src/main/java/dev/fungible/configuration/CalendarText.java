package dev.fungible.configuration;

import dev.fungible.scheduler.calendar.Cron;
import dev.fungible.scheduler.calendar.Moment;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Zones, moments and schedules as documents write them. */
final class CalendarText {

  private CalendarText() {}

  /** What is accepted for this type, for people; empty for a type that is not of the calendar. */
  static Optional<String> expectation(Class<?> type) {
    if (type == ZoneId.class) {
      return Optional.of("a time zone such as Europe/Berlin or UTC");
    }
    if (type == Moment.class) {
      return Optional.of("a moment such as 2026-12-24T00:00 or 2026-12-24T00:00:00Z");
    }
    return type == Cron.class
        ? Optional.of("a Quartz cron expression such as 0 0 7 ? * MON-FRI")
        : Optional.empty();
  }

  /** What is accepted for this type, and why this text is not. */
  static Optional<String> expectation(Class<?> type, String text) {
    return expectation(type)
        .map(
            expected ->
                type == Cron.class
                    ? CronText.fault(text).map(why -> expected + " (" + why + ")").orElse(expected)
                    : expected);
  }

  /** The text as a value of this type, if it is one. */
  static Optional<Object> parse(String text, Class<?> type) {
    if (type == ZoneId.class) {
      return zones().contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty();
    }
    if (type == Moment.class) {
      return moment(text).map(Object.class::cast);
    }
    return type == Cron.class && CronText.fault(text).isEmpty()
        ? Optional.of(new QuartzCron(text))
        : Optional.empty();
  }

  /** What a text that is no value of this type was perhaps meant to be. */
  static Optional<String> guess(String text, Class<?> type) {
    if (type == ZoneId.class) {
      return Closest.to(text.strip().replace(' ', '_'), zones());
    }
    if (type == Moment.class) {
      return Stream.of("", "T00:00", ":00")
          .map(end -> text.strip().replace(' ', 'T') + end)
          .filter(guess -> moment(guess).isPresent())
          .findFirst();
    }
    return CronText.guess(text).map(Quote::of);
  }

  private static Optional<Moment> moment(String text) {
    try {
      return Optional.of(Moment.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static TreeSet<String> zones() {
    return new TreeSet<>(ZoneId.getAvailableZoneIds());
  }
}
