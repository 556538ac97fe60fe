package dev.fungible.configuration;

import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.Settings;
import java.time.Duration;

/**
 * When the operator plans.
 *
 * @param schedule Quartz cron expression, in UTC, by which a cycle runs whatever happens
 * @param debounce how long events are gathered before a cycle that they call for, up to 1m
 */
public record CycleSettings(String schedule, Duration debounce) {

  private static final Duration LONGEST_DEBOUNCE = Duration.ofMinutes(1);

  public CycleSettings {
    String text = schedule;
    CronText.fault(schedule)
        .ifPresent(
            fault -> {
              throw new SettingException("schedule", text, CronText.expectation(fault));
            });
    Settings.requireUpTo("debounce", debounce, LONGEST_DEBOUNCE);
  }

  /** What holds where the configuration is silent: every half minute, and a second after events. */
  public static CycleSettings defaults() {
    return new CycleSettings("*/30 * * * * ?", Duration.ofSeconds(1));
  }
}
