package dev.fungible.simulator.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a trial did in a scenario.
 *
 * @param key names the settings, the scenario and the code together
 * @param scenario its name
 * @param changes value by path of a setting
 * @param figures as in the CSV report, by column
 */
public record Outcome(
    String key,
    String scenario,
    SequencedMap<String, @Nullable Object> changes,
    SequencedMap<String, String> figures) {

  public Outcome {
    changes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(changes));
    figures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(figures));
  }

  /** Whether every service target was met. */
  boolean isFeasible() {
    return Boolean.parseBoolean(figures.get("feasible"));
  }

  /** A figure; NaN where there is none. */
  double number(String column) {
    String text = figures.getOrDefault(column, "");
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  /** The outcomes by key; of two with the same key the last one. */
  static Map<String, Outcome> byKey(Iterable<Outcome> outcomes) {
    Map<String, Outcome> result = new LinkedHashMap<>();
    outcomes.forEach(outcome -> result.put(outcome.key(), outcome));
    return result;
  }
}
