package dev.fungible.simulator.trace;

import dev.fungible.configuration.Closest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The composite demand format: header {@code t_s,<class>_nodes,...}, then one row a step.
 *
 * <p>{@code t_s} starts at 0 and grows by one uniform step; nodes may be fractional, and hold from
 * their row's time up to the next row's.
 */
public final class DemandFile {

  static final String TIME = "t_s";
  static final String SUFFIX = "_nodes";

  private static final List<String> USUAL = List.of("inference_nodes", "ranking_nodes");
  private static final String EXPECTED = "t_s, then a column <class>_nodes for each serving class";
  private static final Pattern CLASS_COLUMN = Pattern.compile("[a-z][a-z0-9-]*" + SUFFIX);
  private static final double MOST_NODES = 1e9;
  private static final int DECIMALS = 4;
  private static final NumberColumn T = NumberColumn.seconds(TIME);

  private DemandFile() {}

  /**
   * Reads a trace.
   *
   * @throws BadTrace at the first fault
   */
  public static DemandTrace read(Path file) {
    try (CsvRows rows = CsvRows.open(file)) {
      CsvRow header = rows.first("a header (" + EXPECTED + ")");
      List<NumberColumn> columns = columns(header);
      DemandRows demand = new DemandRows(header.texts(), columns);
      for (CsvRow row = rows.next(); row != null; row = rows.next()) {
        demand.add(row);
      }
      return demand.trace(file);
    }
  }

  /**
   * Writes a trace with 4 decimals, or more where needed for reading to give an equal one.
   *
   * @throws BadTrace when the file cannot be written, or is there and must not be replaced
   */
  public static void write(DemandTrace trace, Path file, IfExists ifExists) {
    StringBuilder text = new StringBuilder(TIME);
    trace.classes().forEach(name -> text.append(',').append(name).append(SUFFIX));
    text.append('\n');
    for (int i = 0; i < trace.steps(); i++) {
      text.append(Seconds.text(trace.step().multipliedBy(i)));
      for (int c = 0; c < trace.classes().size(); c++) {
        text.append(',').append(plain(trace.nodes(c, i)));
      }
      text.append('\n');
    }
    AtomicFile.write(file, text, ifExists);
  }

  /** Whether a header is one of this format. */
  static boolean matches(List<String> header) {
    return header.size() >= 2
        && header.getFirst().equals(TIME)
        && header.stream().skip(1).allMatch(name -> CLASS_COLUMN.matcher(name).matches());
  }

  /** Whether a name can be that of a class in this format. */
  static boolean isClassName(String name) {
    return CLASS_COLUMN.matcher(name + SUFFIX).matches();
  }

  private static List<NumberColumn> columns(CsvRow header) {
    List<String> names = header.texts();
    if (!names.getFirst().equals(TIME) || names.size() < 2) {
      String maybe = Closest.to(names.getFirst(), List.of(TIME)).orElse(null);
      throw Header.wrong(
          header, EXPECTED, maybe == null ? null : maybe + " for " + names.getFirst());
    }
    List<NumberColumn> columns = new ArrayList<>();
    for (int i = 1; i < names.size(); i++) {
      String name = names.get(i);
      if (!CLASS_COLUMN.matcher(name).matches() || names.indexOf(name) < i) {
        throw BadTrace.value(
            header.at(), "column", name, "<class>_nodes, each class once", guess(name));
      }
      columns.add(NumberColumn.quantity(name, MOST_NODES));
    }
    return columns;
  }

  private static @Nullable String guess(String name) {
    if (CLASS_COLUMN.matcher(name).matches()) {
      return null;
    }
    return Closest.to(name, USUAL).orElse(isClassName(name) ? name + SUFFIX : null);
  }

  private static String plain(double nodes) {
    BigDecimal exact = BigDecimal.valueOf(nodes);
    return exact.setScale(Math.max(DECIMALS, exact.scale())).toPlainString();
  }

  /** The rows read so far. */
  private static final class DemandRows {
    private final List<String> header;
    private final List<NumberColumn> columns;
    private final List<double[]> rows = new ArrayList<>();
    private Duration step = Duration.ZERO;

    DemandRows(List<String> header, List<NumberColumn> columns) {
      this.header = header;
      this.columns = columns;
    }

    void add(CsvRow row) {
      row.requireFields(header);
      requireNext(row, T.duration(row, 0));
      double[] nodes = new double[columns.size()];
      for (int c = 0; c < nodes.length; c++) {
        nodes[c] = columns.get(c).read(row, c + 1);
      }
      rows.add(nodes);
    }

    private void requireNext(CsvRow row, Duration time) {
      switch (rows.size()) {
        case 0 -> require(time.isZero(), row, "0 in the first row");
        case 1 -> {
          require(time.isPositive(), row, "a time after 0, which sets the step");
          step = time;
        }
        default -> {
          Duration next = step.multipliedBy(rows.size());
          require(
              time.equals(next),
              row,
              Seconds.text(next) + " (steps of " + Seconds.text(step) + " s)");
        }
      }
    }

    private static void require(boolean right, CsvRow row, String expected) {
      if (!right) {
        throw BadTrace.value(row.at(), TIME, row.text(0), expected, null);
      }
    }

    DemandTrace trace(Path file) {
      if (rows.size() < 2) {
        throw BadTrace.shape(
            Location.of(file),
            "file has " + rows.size() + (rows.size() == 1 ? " row" : " rows"),
            "at least 2 rows below the header, as they set the step",
            null);
      }
      double[][] nodes = new double[columns.size()][rows.size()];
      for (int c = 0; c < nodes.length; c++) {
        for (int i = 0; i < nodes[c].length; i++) {
          nodes[c][i] = rows.get(i)[c];
        }
      }
      List<String> classes =
          columns.stream()
              .map(column -> column.name().substring(0, column.name().length() - SUFFIX.length()))
              .toList();
      return DemandTrace.of(classes, step, nodes);
    }
  }
}
