package dev.fungible.operator.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds up numbers by their labels, then shows the results in the place of the ones before: a series
 * that is not named again vanishes. Filled by one thread.
 */
final class Tally {

  private final MultiGauge gauge;
  private Map<Tags, Double> sums = new LinkedHashMap<>();

  Tally(MeterRegistry registry, String name, String description) {
    gauge = MultiGauge.builder(name).description(description).register(registry);
  }

  /** Adds to the series of these labels; 0 has it shown at all. */
  void add(double number, Tags labels) {
    sums.merge(labels, number, Double::sum);
  }

  /** Raises the series of these labels to at least that. */
  void highest(double number, Tags labels) {
    sums.merge(labels, number, Math::max);
  }

  /** Shows what was added since the last time. */
  void show() {
    gauge.register(
        sums.entrySet().stream()
            .<MultiGauge.Row<?>>map(sum -> MultiGauge.Row.of(sum.getKey(), sum.getValue()))
            .toList(),
        true);
    sums = new LinkedHashMap<>();
  }
}
