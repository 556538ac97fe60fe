package dev.fungible.simulator.sweep;

import java.util.Arrays;
import java.util.List;

/**
 * A figure to compare trials by.
 *
 * @param column a column of the CSV report
 * @param better which way is better
 * @param over how the scenarios of a trial become one number
 */
public record Objective(String column, Better better, Over over) {

  /** Directions. */
  public enum Better {
    HIGHER,
    LOWER
  }

  /** Summaries over scenarios. */
  public enum Over {
    MEAN,
    WORST
  }

  /** R, moves an hour, mean job completion and mean queueing, each as a mean over scenarios. */
  static final List<Objective> USUAL =
      List.of(
          new Objective("ratio_to_oracle", Better.HIGHER, Over.MEAN),
          new Objective("moves_per_hour", Better.LOWER, Over.MEAN),
          new Objective("jct_seconds_mean", Better.LOWER, Over.MEAN),
          new Objective("queue_seconds_mean", Better.LOWER, Over.MEAN));

  /** One number for values of all scenarios; NaN for none. */
  double summary(double[] values) {
    if (over == Over.MEAN) {
      return Arrays.stream(values).average().orElse(Double.NaN);
    }
    return better == Better.HIGHER
        ? Arrays.stream(values).min().orElse(Double.NaN)
        : Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** Below 0 if the first is better; what is no number is worst. */
  int compare(double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return Boolean.compare(Double.isNaN(one), Double.isNaN(other));
    }
    return better == Better.HIGHER ? Double.compare(other, one) : Double.compare(one, other);
  }
}
