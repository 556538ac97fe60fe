package dev.fungible.simulator.result;

import java.time.Duration;
import java.util.Arrays;

/**
 * A summary of durations.
 *
 * @param count how many
 * @param mean zero when there are none, like the quantiles
 * @param p50 the median
 * @param p95 the 95th percentile, nearest rank
 */
public record Distribution(int count, Duration mean, Duration p50, Duration p95) {

  /** Summarises durations in seconds, in any order. */
  public static Distribution ofSeconds(long[] seconds) {
    long[] sorted = seconds.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElse(0);
    return new Distribution(
        sorted.length,
        Duration.ofMillis(Math.round(mean * 1000)),
        nearestRank(sorted, 0.5),
        nearestRank(sorted, 0.95));
  }

  private static Duration nearestRank(long[] sorted, double quantile) {
    if (sorted.length == 0) {
      return Duration.ZERO;
    }
    int rank = (int) Math.ceil(quantile * sorted.length);
    return Duration.ofSeconds(sorted[Math.max(0, rank - 1)]);
  }
}
