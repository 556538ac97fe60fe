package dev.fungible.simulator.report;

import dev.fungible.simulator.result.RunResult;
import dev.fungible.snapshot.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns laid side by side while they fit, then in a further table with the same rows. */
final class TextTables {

  private static final String GAP = "  ";

  private final List<RunResult> rows;
  private final Function<RunResult, String> label;
  private final Function<RunResult, Style> style;
  private @Nullable String bound;

  TextTables(
      List<RunResult> rows, Function<RunResult, String> label, Function<RunResult, Style> style) {
    this.rows = rows;
    this.label = label;
    this.style = style;
  }

  /** Adds a last line, under that name, which shows what bounds the rows above. */
  void bound(String name) {
    this.bound = name;
  }

  /** The tables, each ending with an empty line; a group of columns is never torn apart. */
  String render(List<List<Column>> groups, int width, boolean color) {
    StringBuilder text = new StringBuilder();
    List<Column> fitting = new ArrayList<>();
    for (List<Column> group : groups) {
      List<Column> more = new ArrayList<>(fitting);
      more.addAll(group);
      if (!fitting.isEmpty() && width(more) > width) {
        text.append(table(fitting, text.isEmpty(), width, color)).append('\n');
        fitting = new ArrayList<>(group);
      } else {
        fitting = more;
      }
    }
    return text.append(table(fitting, text.isEmpty(), width, color)).append('\n').toString();
  }

  private String table(List<Column> columns, boolean first, int width, boolean color) {
    StringBuilder text = new StringBuilder();
    if (columns.stream().anyMatch(column -> !column.over().isEmpty())) {
      text.append(Style.BOLD.paint(line("", columns, Column::over), color)).append('\n');
    }
    text.append(Style.BOLD.paint(line("  policy", columns, Column::heading), color)).append('\n');
    for (RunResult row : rows) {
      String line = line(label.apply(row), columns, column -> column.cell().apply(row));
      text.append(style.apply(row).paint(line, color)).append('\n');
      if (first && !row.isFeasible()) {
        String missed = Prose.wrap("    missed: ", String.join("; ", row.missed()), width);
        text.append(Style.BAD.paint(missed.stripTrailing(), color)).append('\n');
      }
    }
    if (first && bound != null) {
      text.append(Style.BOUND.paint(line(bound, columns, Column::bound), color)).append('\n');
    }
    return text.toString();
  }

  private String line(String name, List<Column> columns, Function<Column, String> cell) {
    StringBuilder line = new StringBuilder(name);
    line.repeat(' ', labels() - Prose.length(name));
    for (Column column : columns) {
      String value = cell.apply(column);
      line.append(GAP).repeat(' ', width(column) - Prose.length(value)).append(value);
    }
    return line.toString().stripTrailing();
  }

  private int width(List<Column> columns) {
    return labels() + columns.stream().mapToInt(column -> GAP.length() + width(column)).sum();
  }

  private int width(Column column) {
    int widest = Math.max(Prose.length(column.over()), Prose.length(column.heading()));
    widest = Math.max(widest, Prose.length(column.bound()));
    for (RunResult row : rows) {
      widest = Math.max(widest, Prose.length(column.cell().apply(row)));
    }
    return widest;
  }

  private int labels() {
    int widest = bound == null ? "  policy".length() : Prose.length(bound);
    for (RunResult row : rows) {
      widest = Math.max(widest, Prose.length(label.apply(row)));
    }
    return Math.max(widest, "  policy".length());
  }
}
