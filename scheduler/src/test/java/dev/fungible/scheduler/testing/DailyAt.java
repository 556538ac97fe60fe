package dev.fungible.scheduler.testing;

import dev.fungible.scheduler.calendar.Cron;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The same time of these days of the week, for ever.
 *
 * @param time of day, in whole seconds
 * @param days of the week, at least one
 */
public record DailyAt(LocalTime time, Set<DayOfWeek> days) implements Cron {

  /** That time, on every day. */
  public static DailyAt everyDay(String time) {
    return new DailyAt(LocalTime.parse(time), EnumSet.allOf(DayOfWeek.class));
  }

  @Override
  public Optional<LocalDateTime> next(LocalDateTime after) {
    LocalDateTime candidate = after.toLocalDate().atTime(time);
    while (!candidate.isAfter(after) || !days.contains(candidate.getDayOfWeek())) {
      candidate = candidate.plusDays(1);
    }
    return Optional.of(candidate);
  }
}
