package dev.fungible.simulator.measure;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of the series of a metric are meant, as PromQL.
 *
 * @param labels what each of these labels must be; empty means all series
 */
public record Selector(SortedMap<String, String> labels) {

  /** A counter, summed up over a time, does without its labels but for those. */
  private static final String INCREASE = "sum by (%s) (increase(%s[%ds]))";

  public Selector {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The metric with these labels. */
  public String of(String metric) {
    return labels.isEmpty()
        ? metric
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
            .collect(Collectors.joining(",", metric + "{", "}"));
  }

  /**
   * By how much a counter grew, restarts of who counts included, over all series that are alike in
   * some labels.
   *
   * @param by these labels, parted by commas
   */
  public String increase(String metric, Duration window, String by) {
    return INCREASE.formatted(by, of(metric), window.toSeconds());
  }

  /** What that label of a series is; empty where it has none. */
  public static String label(SortedMap<String, String> labels, String name) {
    return labels.getOrDefault(name, "");
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return of("");
  }
}
