package dev.fungible.simulator.trace;

import java.time.Duration;
import java.util.Arrays;

/** A number over time that changes only at whole multiples of one step; immutable. */
final class StepFunction {

  private final long step;
  private final double[] values;

  /** Value i holds from i × step up to (i + 1) × step; the array is copied. */
  StepFunction(Duration step, double[] values) {
    this.step = step.toNanos();
    this.values = values.clone();
    if (this.step <= 0 || values.length == 0) {
      throw new IllegalArgumentException("A step function needs a step above 0 and a value");
    }
    Math.multiplyExact(this.step, values.length);
  }

  int steps() {
    return values.length;
  }

  Duration step() {
    return Duration.ofNanos(step);
  }

  Duration horizon() {
    return Duration.ofNanos(step * values.length);
  }

  double value(int index) {
    return values[index];
  }

  double[] values() {
    return values.clone();
  }

  /** The value in force at the time; 0 outside the function. */
  double at(Duration time) {
    long index = Math.floorDiv(time.toNanos(), step);
    return index < 0 || index >= values.length ? 0 : values[(int) index];
  }

  /** Mean over (from, to], of what of it lies inside the function; 0 when nothing does. */
  double mean(Duration from, Duration to) {
    if (to.compareTo(from) < 0) {
      throw new IllegalArgumentException("Mean from " + from + " to " + to + " runs backwards");
    }
    long begin = Math.max(0, from.toNanos());
    long end = Math.min(step * values.length, to.toNanos());
    if (end <= begin) {
      return 0;
    }
    int first = (int) (begin / step);
    int last = (int) ((end - 1) / step);
    if (first == last) {
      return values[first];
    }
    double sum = values[first] * ((first + 1) * step - begin) + values[last] * (end - last * step);
    for (int i = first + 1; i < last; i++) {
      sum += values[i] * step;
    }
    return sum / (end - begin);
  }

  double mean() {
    return sum() / values.length;
  }

  double sum() {
    return Arrays.stream(values).sum();
  }

  double peak() {
    return Arrays.stream(values).max().orElseThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StepFunction that
        && step == that.step
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(step) + Arrays.hashCode(values);
  }
}
