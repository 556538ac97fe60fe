package dev.fungible.simulator.synthetic;

import java.time.Duration;

/**
 * Pretraining runs beside the other jobs: gangs of whole nodes that run for hours, each evenly
 * drawn from its range.
 *
 * @param perDay how many are submitted a day
 * @param fewestNodes of a gang
 * @param mostNodes of a gang
 * @param shortest run time
 * @param longest run time
 */
public record LongRuns(
    double perDay, int fewestNodes, int mostNodes, Duration shortest, Duration longest) {

  public LongRuns {
    Setting.within("perDay", perDay, 0, 10_000);
    Setting.within("fewestNodes", fewestNodes, 1, 1e5);
    Setting.within("mostNodes", mostNodes, fewestNodes, 1e5);
    Setting.within("shortest", shortest, Duration.ofSeconds(1), Duration.ofDays(365));
    Setting.within("longest", longest, shortest, Duration.ofDays(365));
  }

  /** None at all. */
  public static LongRuns none() {
    return new LongRuns(0, 1, 1, Duration.ofHours(1), Duration.ofHours(1));
  }
}
