package dev.fungible.scheduler.calendar;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Times on a clock on the wall that come again and again, in whole seconds; immutable and pure. Its
 * text is what a person wrote, and two of the same text are equal.
 */
@FunctionalInterface
public interface Cron {

  /** The first of them after this one, whatever zone the clock hangs in; empty after the last. */
  Optional<LocalDateTime> next(LocalDateTime after);
}
