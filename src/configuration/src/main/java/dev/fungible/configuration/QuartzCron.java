package dev.fungible.configuration;

import dev.fungible.scheduler.calendar.Cron;
import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * A schedule that Quartz reads. Quartz is asked in UTC, as on a clock that never changes; what time
 * that is in a zone, on days on which clocks change too, is for the calendar to say.
 */
final class QuartzCron implements Cron {

  private final String text;
  private final CronExpression expression;

  /** A schedule in which {@link CronText#fault} finds no fault. */
  QuartzCron(String text) {
    this.text = text;
    try {
      expression = new CronExpression(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
    expression.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
  }

  @Override
  public Optional<LocalDateTime> next(LocalDateTime after) {
    Date next = expression.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC)));
    return Optional.ofNullable(next)
        .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof QuartzCron cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** What was written. */
  @Override
  public String toString() {
    return text;
  }
}
