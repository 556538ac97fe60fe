package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.settings.Settings;
import java.time.Duration;

/**
 * The limits of waiting and trying inside a shift.
 *
 * @param checkpointWait how long gangs are given to save their work
 * @param drainDeadline how long a node may take to become empty before the shift rolls back
 * @param warmLimit how long a receiver may take to become ready before the shift closes anyway
 * @param maxAttempts how often the command of one phase may be refused before the shift rolls back,
 *     or fails where it cannot
 */
public record ShiftSettings(
    Duration checkpointWait, Duration drainDeadline, Duration warmLimit, int maxAttempts) {

  private static final Duration DAY = Duration.ofDays(1);

  public ShiftSettings {
    Settings.requireUpTo("checkpointWait", checkpointWait, DAY);
    Settings.requireUpTo("drainDeadline", drainDeadline, DAY);
    Settings.requireUpTo("warmLimit", warmLimit, DAY);
    Settings.requireWhole("maxAttempts", maxAttempts, 1, 1000);
  }

  /** What holds where the configuration is silent. */
  public static ShiftSettings defaults() {
    return new ShiftSettings(
        Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(20), 20);
  }
}
