package dev.fungible.operator.lead;

import java.time.Duration;

/**
 * How long a leader may act without hearing from the API server, and how soon another follows.
 *
 * @param leaseDuration how long others wait after the leader's last sign of life
 * @param renewDeadline how long the leader may act after it began its last successful renewal;
 *     below {@code leaseDuration}
 * @param retryPeriod time between two tries to take or renew the lease; below {@code renewDeadline}
 */
public record LeaseSettings(Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {

  /** A successor acts 15 to 17 seconds after the leader's last renewal. */
  public static final LeaseSettings DEFAULT =
      new LeaseSettings(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

  public LeaseSettings {
    if (!retryPeriod.isPositive()) {
      throw new IllegalArgumentException("retryPeriod must be above 0, not " + retryPeriod);
    }
    requireBelow("retryPeriod", retryPeriod, "renewDeadline", renewDeadline);
    requireBelow("renewDeadline", renewDeadline, "leaseDuration", leaseDuration);
  }

  /**
   * How long a write may take in all: what was sent at the last moment has been answered or given
   * up before a successor can act.
   */
  public Duration writeTimeout() {
    return leaseDuration.minus(renewDeadline);
  }

  /** The lease duration as the API writes it: whole seconds, rather too many than too few. */
  int leaseSeconds() {
    return Math.toIntExact(leaseDuration.plusSeconds(1).minusNanos(1).toSeconds());
  }

  private static void requireBelow(String name, Duration value, String bound, Duration limit) {
    if (value.compareTo(limit) >= 0) {
      throw new IllegalArgumentException(
          name + " must be below " + bound + " (" + limit + "), not " + value);
    }
  }
}
