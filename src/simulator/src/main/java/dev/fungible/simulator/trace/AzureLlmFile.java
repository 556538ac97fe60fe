package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Azure's LLM inference trace of 2023: {@code TIMESTAMP,ContextTokens,GeneratedTokens}, a row a
 * request.
 */
public final class AzureLlmFile {

  static final List<String> HEADER = List.of("TIMESTAMP", "ContextTokens", "GeneratedTokens");

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final TimestampColumn TIMESTAMP = new TimestampColumn("TIMESTAMP");
  private static final NumberColumn CONTEXT = NumberColumn.count("ContextTokens", 0);
  private static final NumberColumn GENERATED = NumberColumn.count("GeneratedTokens", 0);

  private AzureLlmFile() {}

  private record Request(LocalDateTime time, double context, double generated) {}

  /**
   * Reads a log and counts it in windows of the given length; a last window that the log does not
   * fill is left out and noted, unless it is the only one.
   *
   * @throws BadTrace at the first fault
   */
  public static RequestLog read(Path file, Duration window) {
    if (window.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("Window is " + window + "; expected at least 1 s");
    }
    List<Request> requests = requests(file);
    LocalDateTime start =
        requests.stream().map(Request::time).min(LocalDateTime::compareTo).orElseThrow();
    LocalDateTime end =
        requests.stream().map(Request::time).max(LocalDateTime::compareTo).orElseThrow();
    Duration span = Duration.between(start, end);
    int windows = (int) Math.max(1, span.dividedBy(window));
    Duration covered = window.multipliedBy(windows);
    List<Request> counted =
        requests.stream().filter(r -> r.time().isBefore(start.plus(covered))).toList();
    Windows into = new Windows(start, window, windows, counted);
    return new RequestLog(
        start,
        requests.size(),
        into.rate("requests/s", r -> 1),
        into.rate("tokens/s", Request::context),
        into.rate("tokens/s", Request::generated),
        notes(requests.size() - counted.size(), window));
  }

  private static List<String> notes(int left, Duration window) {
    String windows = "requests after the last full window of " + Seconds.text(window) + " s";
    return left == 0 ? List.of() : List.of(windows + " left out: " + left);
  }

  private static List<Request> requests(Path file) {
    try (CsvRows rows = CsvRows.open(file)) {
      Header.require(rows.first("a header (" + String.join(",", HEADER) + ")"), HEADER);
      List<Request> requests = new ArrayList<>();
      for (CsvRow row = rows.next(); row != null; row = rows.next()) {
        row.requireFields(HEADER);
        LocalDateTime time = TIMESTAMP.read(row, 0);
        requests.add(new Request(time, CONTEXT.read(row, 1), GENERATED.read(row, 2)));
        requireNear(row, requests.getFirst().time(), time);
      }
      if (requests.isEmpty()) {
        throw BadTrace.shape(Location.of(file), "file has no requests", "at least one", null);
      }
      return requests;
    }
  }

  private static void requireNear(CsvRow row, LocalDateTime first, LocalDateTime time) {
    if (Duration.between(first, time).abs().compareTo(LONGEST) > 0) {
      throw BadTrace.value(
          row.at(),
          TIMESTAMP.name(),
          row.text(0),
          "a time within " + LONGEST.toDays() + " days of the first request",
          null);
    }
  }

  /** The windows that requests are counted in. */
  private record Windows(LocalDateTime start, Duration window, int count, List<Request> requests) {

    RateSeries rate(String unit, ToDoubleFunction<Request> weight) {
      double[] sums = new double[count];
      for (Request request : requests) {
        int index = (int) Duration.between(start, request.time()).dividedBy(window);
        sums[index] += weight.applyAsDouble(request) / Seconds.of(window);
      }
      return new RateSeries(unit, new StepFunction(window, sums), List.of(), List.of());
    }
  }
}
