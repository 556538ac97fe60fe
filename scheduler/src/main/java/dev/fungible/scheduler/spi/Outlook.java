package dev.fungible.scheduler.spi;

import dev.fungible.scheduler.model.Gpus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much a class is expected to want, for people and dashboards: it decides nothing.
 *
 * @param within how far it looks ahead from now, above 0
 * @param levels by probability, above 0 and below 1: the GPUs that demand stays within for all of
 *     that time with this probability; not empty, and none below that of a lower probability
 */
public record Outlook(Duration within, SortedMap<Double, Gpus> levels) {

  public Outlook {
    levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
    if (!within.isPositive()) {
      throw new IllegalArgumentException("An outlook of " + within + "; expected above 0s");
    }
    if (levels.isEmpty() || !(levels.firstKey() > 0 && levels.lastKey() < 1)) {
      throw new IllegalArgumentException(
          "An outlook by probabilities " + levels.keySet() + "; expected some between 0 and 1");
    }
    if (!levels.values().stream().sorted().toList().equals(List.copyOf(levels.values()))) {
      throw new IllegalArgumentException(
          "An outlook of " + levels + "; expected none below that of a lower probability");
    }
  }
}
