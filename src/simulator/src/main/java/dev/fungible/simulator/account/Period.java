package dev.fungible.simulator.account;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From when to when, and whose midnights part its days.
 *
 * @param from the first instant
 * @param to the instant after the last
 * @param zone of the days
 */
public record Period(Instant from, Instant to, ZoneId zone) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd xxx", Locale.ROOT);

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** How long it is, in hours. */
  public double hours() {
    return length().toSeconds() / 3600.0;
  }

  /**
   * Its days, from midnight to midnight; the first and the last may be parts, or 23 or 25 hours.
   */
  public List<Period> days() {
    List<Period> days = new ArrayList<>();
    Instant at = from;
    while (at.isBefore(to)) {
      Instant midnight = at.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
      Instant end = midnight.isBefore(to) ? midnight : to;
      days.add(new Period(at, end, zone));
      at = end;
    }
    return days;
  }

  /** The day that it begins in, with the zone's distance to UTC then. */
  public String day() {
    return DAY.format(beginning());
  }

  /** From when to when, to the minute. */
  public String text() {
    return MINUTE.format(beginning()) + " to " + MINUTE.format(to.atZone(zone));
  }

  private ZonedDateTime beginning() {
    return from.atZone(zone);
  }
}
