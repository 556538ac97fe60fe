package dev.fungible.simulator.oracle;

import java.time.Duration;

/**
 * The shortest time that a node is of no use while it shifts: from its last useful moment in
 * another class to its first one in a serving class, or in training.
 */
public record LeadTimes(Duration toServing, Duration toTraining) {
  /** The benchmark's defaults: 60 s of grace and 300 s of model load to serving, 120 s back. */
  public static final LeadTimes BENCHMARK =
      new LeadTimes(Duration.ofSeconds(360), Duration.ofSeconds(120));

  /** Refuses a negative time. */
  public LeadTimes {
    requireNotNegative("toServing", toServing);
    requireNotNegative("toTraining", toTraining);
  }

  private static void requireNotNegative(String name, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "LeadTimes.%s is %s, expected at least 0".formatted(name, time));
    }
  }
}
