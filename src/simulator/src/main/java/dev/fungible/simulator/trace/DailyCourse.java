package dev.fungible.simulator.trace;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Splits a step function by day and finds each day's mean, peak and trough. */
final class DailyCourse {

  private static final LocalDateTime RELATIVE = LocalDate.EPOCH.atStartOfDay();

  private final StepFunction function;
  private final LocalDateTime start;
  private final Function<LocalDate, String> label;

  private DailyCourse(
      StepFunction function, LocalDateTime start, Function<LocalDate, String> label) {
    this.function = function;
    this.start = start;
    this.label = label;
  }

  /** Days counted from the function's start, which is taken for midnight. */
  static List<TraceSummary.Day> relative(StepFunction function) {
    return new DailyCourse(function, RELATIVE, date -> "day " + date.toEpochDay()).days();
  }

  /** Days of the calendar. */
  static List<TraceSummary.Day> from(LocalDateTime start, StepFunction function) {
    return new DailyCourse(function, start, LocalDate::toString).days();
  }

  private List<TraceSummary.Day> days() {
    List<TraceSummary.Day> days = new ArrayList<>();
    int from = 0;
    while (from < function.steps()) {
      LocalDate date = time(from).toLocalDate();
      int to = from + 1;
      while (to < function.steps() && time(to).toLocalDate().equals(date)) {
        to++;
      }
      days.add(day(date, from, to));
      from = to;
    }
    return days;
  }

  private TraceSummary.Day day(LocalDate date, int from, int to) {
    int peak = from;
    int trough = from;
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += function.value(i);
      peak = function.value(i) > function.value(peak) ? i : peak;
      trough = function.value(i) < function.value(trough) ? i : trough;
    }
    return new TraceSummary.Day(
        label.apply(date),
        sum / (to - from),
        function.value(peak),
        time(peak).toLocalTime(),
        function.value(trough),
        time(trough).toLocalTime());
  }

  private LocalDateTime time(int index) {
    Duration passed = function.step().multipliedBy(index);
    return start.plus(passed);
  }
}
