package dev.fungible.scheduler.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/** A bounded history of one number: immutable samples, oldest first. */
public final class TimeSeries {

  public static final TimeSeries EMPTY = new TimeSeries(new long[0], new double[0]);

  private final long[] millis;
  private final double[] values;

  private TimeSeries(long[] millis, double[] values) {
    this.millis = millis;
    this.values = values;
  }

  /** This history and one newer sample; of all these the latest {@code most} are kept. */
  public TimeSeries plus(Instant time, double value, int most) {
    long at = time.toEpochMilli();
    int size = millis.length;
    if (size > 0 && at <= millis[size - 1]) {
      throw new IllegalArgumentException("Sample at " + time + " is not newer than the last one");
    }
    int from = Math.max(0, size + 1 - most);
    long[] nextMillis = Arrays.copyOfRange(millis, from, size + 1);
    double[] nextValues = Arrays.copyOfRange(values, from, size + 1);
    nextMillis[size - from] = at;
    nextValues[size - from] = value;
    return new TimeSeries(nextMillis, nextValues);
  }

  /** What was sampled before that time. */
  public TimeSeries before(Instant time) {
    int found = Arrays.binarySearch(millis, time.toEpochMilli());
    int size = found >= 0 ? found : -found - 1;
    return new TimeSeries(Arrays.copyOf(millis, size), Arrays.copyOf(values, size));
  }

  /** Number of samples. */
  public int size() {
    return millis.length;
  }

  /** Time of the sample, from 0, the oldest. */
  public Instant timeOf(int sample) {
    return Instant.ofEpochMilli(millis[sample]);
  }

  /** Value of the sample, from 0, the oldest. */
  public double valueOf(int sample) {
    return values[sample];
  }

  /** The highest value not older than {@code window} before {@code now}; empty without one. */
  public OptionalDouble maxWithin(Duration window, Instant now) {
    long oldest = now.minus(window).toEpochMilli();
    double max = Double.NEGATIVE_INFINITY;
    for (int i = millis.length - 1; i >= 0 && millis[i] >= oldest; i--) {
      max = Math.max(max, values[i]);
    }
    return max == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(max);
  }

  /** The newest value not younger than {@code time}; empty when history does not reach back. */
  public OptionalDouble at(Instant time) {
    int found = Arrays.binarySearch(millis, time.toEpochMilli());
    int sample = found >= 0 ? found : -found - 2;
    return sample < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[sample]);
  }
}
