package dev.fungible.benchmarks.cluster;

import java.util.List;
import java.util.Locale;

/**
 * Values in order.
 *
 * @param values at least one
 */
record Spread(List<Double> values) {

  Spread {
    values = values.stream().sorted().toList();
  }

  double median() {
    return at(0.5);
  }

  /** The value below which that share of them is. */
  double at(double share) {
    return values.get((int) Math.round(share * (values.size() - 1)));
  }

  /** Median and range, for people. */
  String text(String unit) {
    return String.format(
        Locale.ROOT,
        "%s %s (%s to %s, n = %d)",
        number(median()),
        unit,
        number(at(0)),
        number(at(1)),
        values.size());
  }

  static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
