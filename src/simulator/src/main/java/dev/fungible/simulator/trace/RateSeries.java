package dev.fungible.simulator.trace;

import java.time.Duration;
import java.util.List;

/** A measured rate over time: means over uniform windows from a start of its own; immutable. */
public final class RateSeries {

  /**
   * Windows in which nothing was logged and whose rates were therefore made up.
   *
   * @param from start of the first, from the start of the series
   * @param to end of the last
   */
  public record Gap(Duration from, Duration to) {}

  private final String unit;
  private final StepFunction rates;
  private final List<Gap> gaps;
  private final List<String> notes;

  /** A series; {@code rates} are copied, each finite and at least 0. */
  RateSeries(String unit, StepFunction rates, List<Gap> gaps, List<String> notes) {
    this.unit = unit;
    this.rates = rates;
    this.gaps = List.copyOf(gaps);
    this.notes = List.copyOf(notes);
  }

  /** What is counted, such as requests/s. */
  public String unit() {
    return unit;
  }

  /** Number of windows. */
  public int steps() {
    return rates.steps();
  }

  /** Length of a window. */
  public Duration step() {
    return rates.step();
  }

  /** Length of the series: steps × step. */
  public Duration span() {
    return rates.horizon();
  }

  /** Mean rate in the window, from 0. */
  public double rate(int index) {
    return rates.value(index);
  }

  /** Mean rate over the whole series. */
  public double mean() {
    return rates.mean();
  }

  /** The highest rate of any window. */
  public double peak() {
    return rates.peak();
  }

  /** The gaps that were filled, in order. */
  public List<Gap> gaps() {
    return gaps;
  }

  /** What reading passed over or supposed, for a person. */
  public List<String> notes() {
    return notes;
  }

  StepFunction function() {
    return rates;
  }
}
