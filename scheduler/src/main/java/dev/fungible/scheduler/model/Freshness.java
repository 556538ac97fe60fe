package dev.fungible.scheduler.model;

import java.time.Duration;
import java.util.List;

/**
 * How far a snapshot can be trusted.
 *
 * @param age of its oldest part
 * @param missing parts that could not be read, for people; empty when it is complete
 */
public record Freshness(Duration age, List<String> missing) {

  public static final Freshness NOW = new Freshness(Duration.ZERO, List.of());

  public Freshness {
    missing = List.copyOf(missing);
  }

  /** Whether nothing is missing and no part is older than that. */
  public boolean isTrusted(Duration maxAge) {
    return missing.isEmpty() && age.compareTo(maxAge) <= 0;
  }
}
