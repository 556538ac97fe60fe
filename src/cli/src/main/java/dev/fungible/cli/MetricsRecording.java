package dev.fungible.cli;

import dev.fungible.operator.serve.EngineMetrics;
import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Records what an operator would have shown as metrics, look by look, and writes it as OpenMetrics
 * text with the times of the looks. Not for concurrent use.
 */
final class MetricsRecording implements CycleListener {

  /** A maximum of the latest minutes goes by the clock on the wall, which says nothing here. */
  private static final String OF_THE_WALL_CLOCK = "_max";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<CycleListener> listeners;
  private final Duration shift;
  private final SortedMap<String, MetricFamily> families = new TreeMap<>();

  /**
   * Has recorded nothing.
   *
   * @param reversalWindow as {@link EngineMetrics} takes it
   * @param start when time 0 is to be shown
   */
  MetricsRecording(Supplier<Duration> reversalWindow, Instant start) {
    // A simulation begins with a cycle: there is no shift whose node was not seen.
    listeners =
        EngineMetrics.listeners(registry, reversalWindow, node -> Optional.empty(), seen -> true);
    shift = Duration.between(Instant.EPOCH, start);
  }

  @Override
  public void onCycle(CycleReport report) {
    listeners.forEach(listener -> listener.onCycle(report));
    long second = report.snapshot().time().plus(shift).getEpochSecond();
    var everything = registry.getPrometheusRegistry().metricFamilySamples();
    for (MetricFamilySamples shown : Collections.list(everything)) {
      if (!shown.name.endsWith(OF_THE_WALL_CLOCK)) {
        families.computeIfAbsent(shown.name, name -> new MetricFamily(shown)).add(shown, second);
      }
    }
  }

  @Override
  public void onPass(List<StepResult> steps) {
    listeners.forEach(listener -> listener.onPass(steps));
  }

  /** Writes all of it; a file that is there is replaced. */
  void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (MetricFamily family : families.values()) {
        family.write(out);
      }
      out.write("# EOF\n");
    }
  }
}
