package dev.fungible.operator.kube;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: anywhere up to a bound that doubles with every failure, so
 * that many who failed together do not come back together. Not for concurrent use.
 */
public final class Backoff {

  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;
  private int failures;

  /**
   * A back-off.
   *
   * @param first the bound after the first failure
   * @param most the bound after many
   */
  public Backoff(Duration first, Duration most, RandomGenerator random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  /** Another failure: how long to wait now. */
  public Duration next() {
    long bound = first.toMillis() << Math.min(failures, 20);
    failures++;
    return Duration.ofMillis(random.nextLong(1, Math.min(bound, most.toMillis()) + 1));
  }

  /** It went well. */
  public void reset() {
    failures = 0;
  }
}
