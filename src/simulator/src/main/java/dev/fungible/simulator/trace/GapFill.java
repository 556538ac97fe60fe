package dev.fungible.simulator.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills runs of windows without a value on the line between their neighbours; a run at an end takes
 * the value of its one neighbour.
 */
final class GapFill {

  private final double[] values;
  private final Duration step;
  private final List<RateSeries.Gap> gaps = new ArrayList<>();

  /** Zeros in {@code values} count as missing; at least one value must not be zero. */
  GapFill(double[] values, Duration step) {
    this.values = values.clone();
    this.step = step;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0) {
        int end = i;
        while (end < values.length && values[end] == 0) {
          end++;
        }
        fill(i, end);
        i = end;
      }
    }
  }

  double[] values() {
    return values;
  }

  List<RateSeries.Gap> gaps() {
    return gaps;
  }

  private void fill(int from, int to) {
    double before = from == 0 ? values[to] : values[from - 1];
    double after = to == values.length ? before : values[to];
    double slope = (after - before) / (to - from + 1);
    for (int i = from; i < to; i++) {
      values[i] = before + slope * (i - from + 1);
    }
    gaps.add(new RateSeries.Gap(step.multipliedBy(from), step.multipliedBy(to)));
  }
}
