package dev.fungible.simulator.synthetic;

import java.time.Duration;

/**
 * Run times: lognormal, cut at the longest, in whole seconds.
 *
 * @param mean before the cut
 * @param spread standard deviation of the logarithm; 2 gives a median of 14 % of the mean
 * @param longest nothing runs longer
 */
public record JobDurations(Duration mean, double spread, Duration longest) {

  public JobDurations {
    Setting.within("mean", mean, Duration.ofSeconds(1), Duration.ofDays(365));
    Setting.within("spread", spread, 0, 5);
    Setting.within("longest", longest, Duration.ofSeconds(1), Duration.ofDays(365));
  }

  /** As measured in clusters that develop large language models: mean 1,260 s, heavy-tailed. */
  public static JobDurations llmEra() {
    return new JobDurations(Duration.ofMinutes(21), 2, Duration.ofDays(14));
  }

  /** The next run time. */
  Duration draw(Draws draws) {
    double location = StrictMath.log((double) mean.toSeconds()) - spread * spread / 2;
    double seconds = StrictMath.exp(location + spread * draws.gaussian());
    return Duration.ofSeconds(Math.clamp(Math.round(seconds), 1, longest.toSeconds()));
  }
}
