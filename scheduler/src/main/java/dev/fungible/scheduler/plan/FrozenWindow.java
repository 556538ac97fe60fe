package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.settings.SettingException;
import java.time.Instant;

/**
 * A time in which nothing starts.
 *
 * @param from first instant of it
 * @param to first instant after it
 */
public record FrozenWindow(Instant from, Instant to) {

  public FrozenWindow {
    if (!from.isBefore(to)) {
      throw new SettingException("to", to, "an instant after from, " + from);
    }
  }

  boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
