package dev.fungible.simulator.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes a demand trace of measured rates, each column scaled to its peak nodes. */
final class DemandScaling {

  private static final double DECIMALS = 1e4;
  private static final Duration DAY = Duration.ofDays(1);

  private final DemandImport options;
  private final List<String> notes;

  /** Says what it does in {@code notes}. */
  DemandScaling(DemandImport options, List<String> notes) {
    this.options = options;
    this.notes = notes;
  }

  DemandTrace trace() {
    List<DemandSource> sources = options.sources();
    List<RateSeries> series = sources.stream().map(this::read).toList();
    Duration span = span(series);
    double[][] columns = new double[sources.size()][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(sources.get(i), series.get(i), span);
    }
    List<String> classes = sources.stream().map(DemandSource::workloadClass).toList();
    return DemandTrace.of(classes, options.step(), columns);
  }

  private RateSeries read(DemandSource source) {
    TraceFormat format = TraceFormat.detect(source.path());
    RateSeries series =
        switch (format) {
          case SERVEGEN -> ServeGenFolder.read(source.path());
          case AZURE_LLM -> AzureLlmFile.read(source.path(), options.step()).tokens();
          case COMPOSITE_DEMAND, COMPOSITE_JOBS, PHILLY ->
              throw BadTrace.shape(
                  Location.of(source.path()),
                  "this is a file of " + format.title(),
                  TraceFormat.SERVEGEN.title() + " or " + TraceFormat.AZURE_LLM.title(),
                  null);
        };
    series.notes().forEach(note -> notes.add(source.workloadClass() + ": " + note));
    return series;
  }

  /** The length wanted, or else what the shortest source has left; refuses less than two steps. */
  private Duration span(List<RateSeries> series) {
    List<Duration> lengths = new ArrayList<>();
    Duration wanted = options.span();
    Duration least = wanted == null ? options.step().multipliedBy(2) : wanted;
    for (int i = 0; i < series.size(); i++) {
      DemandSource source = options.sources().get(i);
      Duration left = series.get(i).span().minus(DAY.multipliedBy(source.startDay()));
      if (left.compareTo(least) < 0) {
        throw BadTrace.shape(
            Location.of(source.path()),
            "trace has " + Seconds.text(left) + " s from day " + source.startDay(),
            "at least " + Seconds.text(least) + " s",
            null);
      }
      lengths.add(left);
    }
    return wanted == null ? lengths.stream().min(Duration::compareTo).orElseThrow() : wanted;
  }

  private double[] column(DemandSource source, RateSeries series, Duration span) {
    Duration offset = DAY.multipliedBy(source.startDay());
    double[] rates = new double[(int) span.dividedBy(options.step())];
    for (int i = 0; i < rates.length; i++) {
      Duration from = offset.plus(options.step().multipliedBy(i));
      rates[i] = series.function().mean(from, from.plus(options.step()));
    }
    double peak = Arrays.stream(rates).max().orElseThrow();
    if (peak <= 0) {
      throw BadTrace.shape(
          Location.of(source.path()), "no rate is above 0 in the span", "at least one", null);
    }
    double scale = source.peakNodes() / peak;
    notes.add(
        String.format(
            Locale.ROOT,
            "%s: peak of %.3f %s is %s nodes",
            source.workloadClass(),
            peak,
            series.unit(),
            source.peakNodes()));
    return Arrays.stream(rates).map(r -> Math.round(r * scale * DECIMALS) / DECIMALS).toArray();
  }
}
