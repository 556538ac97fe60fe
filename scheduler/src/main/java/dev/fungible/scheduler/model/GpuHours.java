package dev.fungible.scheduler.model;

import java.time.Duration;

/**
 * An amount of GPU time.
 *
 * @param value in GPU-hours, finite and not negative
 */
public record GpuHours(double value) implements Comparable<GpuHours> {

  public static final GpuHours ZERO = new GpuHours(0);

  private static final double SECONDS_PER_HOUR = 3600;

  public GpuHours {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("GPU-hours must be finite and not negative, not " + value);
    }
  }

  /** What {@code gpus} use in {@code time}; a negative time counts as none. */
  public static GpuHours of(double gpus, Duration time) {
    return new GpuHours(gpus * Math.max(0, time.toMillis() / 1000.0) / SECONDS_PER_HOUR);
  }

  /** The sum of both. */
  public GpuHours plus(GpuHours other) {
    return new GpuHours(value + other.value);
  }

  @Override
  public int compareTo(GpuHours other) {
    return Double.compare(value, other.value);
  }
}
