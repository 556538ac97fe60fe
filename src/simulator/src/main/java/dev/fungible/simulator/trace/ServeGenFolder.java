package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A folder of ServeGen traces: one CSV file a client, mostly gzip, without a header, with a row for
 * each 10 minutes: t in seconds, requests/s, then four columns about the arrivals that are not
 * used.
 *
 * <p>The rates of all clients are added. A window in which none of several clients has a request is
 * a gap in the logging, interpolated and noted; with one client alone a zero stands.
 */
public final class ServeGenFolder {

  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final List<String> COLUMNS =
      List.of("t", "rate", "cv", "pattern", "parameter", "parameter");
  private static final NumberColumn T = NumberColumn.seconds("t");
  private static final NumberColumn RATE = NumberColumn.quantity("rate", 1e12);

  private final Path folder;
  private final List<Path> clients;
  private double[] totals = new double[2048];
  private int first = Integer.MAX_VALUE;
  private int end;

  private ServeGenFolder(Path folder, List<Path> clients) {
    this.folder = folder;
    this.clients = clients;
  }

  /**
   * Reads the whole folder: requests/s of all clients together.
   *
   * @throws BadTrace at the first fault of any client's file
   */
  public static RateSeries read(Path folder) {
    TraceFiles.requireFolder(folder);
    List<Path> clients = clients(folder);
    if (clients.isEmpty()) {
      throw BadTrace.shape(
          Location.of(folder), "folder has no traces", "files *.csv.gz, one a client", null);
    }
    ServeGenFolder reading = new ServeGenFolder(folder, clients);
    clients.forEach(reading::add);
    return reading.series();
  }

  /** The clients' files, sorted by name. */
  static List<Path> clients(Path folder) {
    return TraceFiles.entries(folder).stream()
        .filter(file -> file.toString().endsWith(".csv.gz") || file.toString().endsWith(".csv"))
        .toList();
  }

  private void add(Path client) {
    try (CsvRows rows = CsvRows.open(client)) {
      int previous = -1;
      for (CsvRow row = rows.first("rows of " + String.join(",", COLUMNS));
          row != null;
          row = rows.next()) {
        row.requireFields(COLUMNS);
        int window = window(row, previous);
        count(window, RATE.read(row, 1));
        previous = window;
      }
    }
  }

  private static int window(CsvRow row, int previous) {
    long seconds = Math.round(T.read(row, 0));
    if (seconds % WINDOW.toSeconds() != 0 || seconds / WINDOW.toSeconds() <= previous) {
      throw BadTrace.value(
          row.at(),
          T.name(),
          row.text(0),
          "a multiple of " + WINDOW.toSeconds() + " above the row before",
          null);
    }
    return (int) (seconds / WINDOW.toSeconds());
  }

  private void count(int window, double rate) {
    if (window >= totals.length) {
      totals = Arrays.copyOf(totals, Math.max(window + 1, totals.length * 2));
    }
    totals[window] += rate;
    first = Math.min(first, window);
    end = Math.max(end, window + 1);
  }

  private RateSeries series() {
    double[] windows = Arrays.copyOfRange(totals, first, end);
    if (Arrays.stream(windows).allMatch(rate -> rate == 0)) {
      throw BadTrace.shape(Location.of(folder), "no client has a request", "rates above 0", null);
    }
    List<String> notes = new ArrayList<>();
    notes.add("clients added: " + clients.size());
    List<RateSeries.Gap> gaps = List.of();
    if (clients.size() > 1) {
      GapFill filled = new GapFill(windows, WINDOW);
      windows = filled.values();
      gaps = filled.gaps();
      note(gaps, notes);
    }
    return new RateSeries("requests/s", new StepFunction(WINDOW, windows), gaps, notes);
  }

  private static void note(List<RateSeries.Gap> gaps, List<String> notes) {
    long windows =
        gaps.stream().mapToLong(gap -> gap.to().minus(gap.from()).dividedBy(WINDOW)).sum();
    if (windows == 0) {
      return;
    }
    List<String> spans =
        gaps.stream().map(gap -> Seconds.text(gap.from()) + "-" + Seconds.text(gap.to())).toList();
    notes.add(
        windows
            + " windows without a request of any client are taken for logging gaps and interpolated"
            + " (seconds "
            + String.join(", ", spans)
            + ")");
  }
}
