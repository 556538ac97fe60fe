package dev.fungible.simulator.trace;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A trace's summary as text: one table of measures, then one of days for each with a course. */
public final class TraceInspection {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final double MANY = 10_000;

  private TraceInspection() {}

  /** The text, lines ended by a line feed; the same on every machine. */
  public static String text(TraceSummary summary) {
    StringBuilder text = new StringBuilder();
    text.append(summary.source()).append(": ").append(summary.format().title()).append('\n');
    text.append(String.format(Locale.ROOT, "%,d rows", summary.rows()));
    text.append(" over ").append(span(summary.span())).append('\n');
    summary.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    if (!summary.measures().isEmpty()) {
      text.append('\n').append(measures(summary.measures()));
    }
    for (TraceSummary.Measure measure : summary.measures()) {
      if (!measure.days().isEmpty()) {
        text.append('\n').append(days(measure));
      }
    }
    return text.toString();
  }

  private static TextTable measures(List<TraceSummary.Measure> measures) {
    TextTable table = new TextTable("measure", "unit", "mean", "median", "peak");
    for (TraceSummary.Measure measure : measures) {
      table.row(
          measure.name(),
          measure.unit(),
          number(measure.mean()),
          number(measure.median()),
          number(measure.peak()));
    }
    return table;
  }

  private static TextTable days(TraceSummary.Measure measure) {
    String title = measure.name() + " (" + measure.unit() + ")";
    TextTable table = new TextTable(title, "mean", "peak", "at", "trough", "at");
    for (TraceSummary.Day day : measure.days()) {
      table.row(
          day.label(),
          number(day.mean()),
          number(day.peak()),
          clock(day.peakAt()),
          number(day.trough()),
          clock(day.troughAt()));
    }
    return table;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < MANY ? "%.2f" : "%,.0f", value);
  }

  private static String clock(LocalTime time) {
    return CLOCK.format(time);
  }

  private static String span(Duration span) {
    List<String> parts = new ArrayList<>();
    part(parts, span.toDays(), "d");
    part(parts, span.toHoursPart(), "h");
    part(parts, span.toMinutesPart(), "min");
    part(parts, span.toSecondsPart(), "s");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts);
  }

  private static void part(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + " " + unit);
    }
  }
}
