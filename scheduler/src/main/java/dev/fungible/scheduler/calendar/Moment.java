package dev.fungible.scheduler.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A date and time as a person writes it: with an offset, or by the clock of a zone that stands
 * elsewhere.
 *
 * @param time what the clock shows
 * @param offset from UTC; null where the zone decides
 */
public record Moment(LocalDateTime time, @Nullable ZoneOffset offset) {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

  /** That instant, in UTC. */
  public static Moment of(Instant instant) {
    return new Moment(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), ZoneOffset.UTC);
  }

  /**
   * The moment in ISO-8601, like {@code 2026-12-24T00:00} or {@code 2026-12-24T00:00+01:00}.
   *
   * @throws java.time.DateTimeException if the text is none
   */
  public static Moment parse(String text) {
    TemporalAccessor read = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return read instanceof OffsetDateTime fixed
        ? new Moment(fixed.toLocalDateTime(), fixed.getOffset())
        : new Moment(LocalDateTime.from(read), null);
  }

  /**
   * When it is. By the clock of the zone, a time that is skipped in spring comes with the change,
   * and of one that comes twice in autumn the first counts.
   */
  public Instant in(ZoneId zone) {
    return offset == null ? new WallClock(zone).instantOf(time) : time.toInstant(offset);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return offset == null ? time.toString() : time.toString() + offset;
  }
}
