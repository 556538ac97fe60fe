package dev.fungible.policies;

import dev.fungible.scheduler.calendar.Cron;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * The same time of every day, for ever.
 *
 * @param time of day, in whole seconds
 */
record DailyAt(LocalTime time) implements Cron {

  static DailyAt of(String time) {
    return new DailyAt(LocalTime.parse(time));
  }

  @Override
  public Optional<LocalDateTime> next(LocalDateTime after) {
    LocalDateTime today = after.toLocalDate().atTime(time);
    return Optional.of(today.isAfter(after) ? today : today.plusDays(1));
  }

  @Override
  public String toString() {
    return "daily at " + time;
  }
}
