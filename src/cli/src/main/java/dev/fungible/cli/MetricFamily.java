package dev.fungible.cli;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** All samples of one metric, by series and time, for OpenMetrics text. Not for concurrent use. */
final class MetricFamily {

  private final String name;
  private final String type;
  private final String help;
  private final Map<String, Series> series = new LinkedHashMap<>();

  /** One of that name, type and help, without a sample. */
  MetricFamily(MetricFamilySamples like) {
    name = like.name;
    type = like.type.name().toLowerCase(Locale.ROOT);
    help = like.help;
  }

  /**
   * Takes what is shown in this second; within one second the last counts. A series that is not
   * shown any more ends with a 0, for the text has no other word for an end, and without one it
   * would be read on for five minutes.
   */
  void add(MetricFamilySamples shown, long second) {
    for (Sample sample : shown.samples) {
      series.computeIfAbsent(textOf(sample), text -> new Series()).add(second, sample.value);
    }
    series.values().forEach(present -> present.endUnlessShown(second));
  }

  /** Writes it with its head, each series by time. */
  void write(Appendable out) throws IOException {
    out.append("# TYPE " + name + " " + type + "\n");
    out.append("# HELP " + name + " " + escaped(help) + "\n");
    for (Map.Entry<String, Series> entry : series.entrySet()) {
      entry.getValue().write(entry.getKey(), out);
    }
  }

  private static String textOf(Sample sample) {
    if (sample.labelNames.isEmpty()) {
      return sample.name;
    }
    StringJoiner labels = new StringJoiner(",", sample.name + "{", "}");
    for (int i = 0; i < sample.labelNames.size(); i++) {
      labels.add(sample.labelNames.get(i) + "=\"" + escaped(sample.labelValues.get(i)) + '"');
    }
    return labels.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  /** Numbers by time. A series may begin late, pause and end; then it has no samples. */
  private static final class Series {

    private long[] seconds = new long[16];
    private double[] values = new double[16];
    private int size;
    private boolean ended;

    void endUnlessShown(long second) {
      if (!ended && seconds[size - 1] != second) {
        add(second, 0);
        ended = true;
      }
    }

    void add(long second, double value) {
      boolean again = size > 0 && seconds[size - 1] == second;
      int at = again ? size - 1 : size;
      if (at == seconds.length) {
        seconds = Arrays.copyOf(seconds, 2 * at);
        values = Arrays.copyOf(values, 2 * at);
      }
      seconds[at] = second;
      values[at] = value;
      size = at + 1;
      ended = false;
    }

    void write(String series, Appendable out) throws IOException {
      for (int i = 0; i < size; i++) {
        out.append(series).append(' ').append(Collector.doubleToGoString(values[i]));
        out.append(' ').append(Long.toString(seconds[i])).append('\n');
      }
    }
  }
}
