package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * What a person wants to know of a trace before using it.
 *
 * @param format of the source
 * @param source file or folder
 * @param rows steps, windows, requests or jobs, after the notes' exclusions
 * @param span from the first to the last
 * @param measures each number that the trace gives, in a fixed order
 * @param notes what reading passed over or supposed
 */
public record TraceSummary(
    TraceFormat format,
    Path source,
    long rows,
    Duration span,
    List<Measure> measures,
    List<String> notes) {

  /**
   * One number of a trace.
   *
   * @param name such as a class
   * @param unit of all its values
   * @param mean over rows, which is over time where rows are uniform in time
   * @param median as the mean
   * @param peak the highest value
   * @param days empty for what has no course over the day
   */
  public record Measure(
      String name, String unit, double mean, double median, double peak, List<Day> days) {

    public Measure {
      days = List.copyOf(days);
    }
  }

  /**
   * The course of a measure over one day.
   *
   * @param label the date, or the day's number from 0 where time is relative
   * @param mean over the day
   * @param peak the highest value
   * @param peakAt when it first holds
   * @param trough the lowest value
   * @param troughAt when it first holds
   */
  public record Day(
      String label,
      double mean,
      double peak,
      LocalTime peakAt,
      double trough,
      LocalTime troughAt) {}

  public TraceSummary {
    measures = List.copyOf(measures);
    notes = List.copyOf(notes);
  }
}
