package dev.fungible.simulator.oracle;

import java.time.Duration;

/** The refusals that the two bounds share. */
final class PoolChecks {
  private PoolChecks() {}

  static void pool(double nodes, int gpusPerNode, Duration interval) {
    if (!(nodes > 0 && Double.isFinite(nodes))) {
      throw new IllegalArgumentException(
          "nodes is %s, expected a finite number above 0".formatted(nodes));
    }
    if (gpusPerNode <= 0) {
      throw new IllegalArgumentException(
          "gpusPerNode is %s, expected at least 1".formatted(gpusPerNode));
    }
    if (!interval.isPositive()) {
      throw new IllegalArgumentException(
          "interval is %s, expected more than 0".formatted(interval));
    }
  }

  static void cumulative(Series work) {
    if (work.size() == 0) {
      throw new IllegalArgumentException(
          "arrivedGpuSeconds has no values, expected one for each interval");
    }
    for (int t = 1; t < work.size(); t++) {
      if (work.at(t) < work.at(t - 1)) {
        throw new IllegalArgumentException(
            "arrivedGpuSeconds falls from %s to %s at interval %s, expected a sum that never falls;"
                    .formatted(work.at(t - 1), work.at(t), t)
                + " maybe these are arrivals per interval");
      }
    }
  }

  static void sameSize(String name, Series series, Series work) {
    if (series.size() != work.size()) {
      throw new IllegalArgumentException(
          "%s has %s intervals, expected %s as in arrivedGpuSeconds"
              .formatted(name, series.size(), work.size()));
    }
  }
}
