package dev.fungible.simulator.oracle;

import java.util.Arrays;

/** Immutable numbers, one for each interval of equal length, the first interval at index 0. */
public final class Series {
  private final double[] values;

  private Series(double[] values) {
    this.values = values;
  }

  /**
   * The given values, copied.
   *
   * @throws IllegalArgumentException if a value is negative, infinite or NaN
   */
  public static Series of(double... values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && Double.isFinite(values[i]))) {
        throw new IllegalArgumentException(
            "Series: value at index %s is %s, expected a finite number of at least 0"
                .formatted(i, values[i]));
      }
    }
    return new Series(values.clone());
  }

  /** Number of intervals. */
  public int size() {
    return values.length;
  }

  /** The value of the interval with this index. */
  public double at(int index) {
    return values[index];
  }

  /** The value of the last interval. */
  public double last() {
    return values[values.length - 1];
  }

  /** The values as a fresh array. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series series && Arrays.equals(values, series.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
