package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.settings.Settings;
import java.time.Duration;

/**
 * How the planner weighs moves.
 *
 * @param minimumPayoff how many times its cost a move of a tier that must pay has to gain:
 *     GPU-hours over the expected dwell, against GPU-hours lost plus the transition
 * @param gangDisruption what it weighs, in GPU-hours, that a gang which has just begun is stopped,
 *     beyond what that loses; less for one that has run, in proportion to 1 / (1 + its hours)
 * @param warmFor how long after a node was lent its lender's model counts as warm on it
 */
public record PlannerSettings(double minimumPayoff, double gangDisruption, Duration warmFor) {

  public PlannerSettings {
    Settings.requireWithin("minimumPayoff", minimumPayoff, 0, 1000);
    Settings.requireWithin("gangDisruption", gangDisruption, 0, 1000);
    Settings.requireUpTo("warmFor", warmFor, Duration.ofDays(7));
  }

  /** What holds where the configuration is silent. */
  public static PlannerSettings defaults() {
    return new PlannerSettings(1, 1, Duration.ofHours(1));
  }
}
