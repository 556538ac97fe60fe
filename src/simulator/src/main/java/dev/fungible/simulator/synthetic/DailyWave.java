package dev.fungible.simulator.synthetic;

import java.time.Duration;

/**
 * A cosine over the day with a level of its own for weekends; mean 1 on weekdays.
 *
 * @param amplitude 0 for none; with 1 the trough is 0 and the peak twice the mean
 * @param peakAt time of day of the peak
 * @param weekend factor on the sixth and seventh of every seven days; time 0 is a Monday's midnight
 */
public record DailyWave(double amplitude, Duration peakAt, double weekend) {

  private static final double DAY_SECONDS = 86_400;
  private static final int WEEKDAYS = 5;
  private static final int WEEK = 7;

  public DailyWave {
    Setting.within("amplitude", amplitude, 0, 1);
    Setting.within("peakAt", peakAt, Duration.ZERO, Duration.ofDays(1));
    Setting.within("weekend", weekend, 0, 100);
  }

  /** The wave at the time in seconds. */
  double at(double seconds) {
    double phase = (seconds - peakAt.toSeconds()) / DAY_SECONDS;
    boolean isWeekend = Math.floorMod((long) Math.floor(seconds / DAY_SECONDS), WEEK) >= WEEKDAYS;
    double level = isWeekend ? weekend : 1;
    return level * (1 + amplitude * StrictMath.cos(2 * Math.PI * phase));
  }

  /** The most that the wave can be. */
  double most() {
    return Math.max(1, weekend) * (1 + amplitude);
  }
}
