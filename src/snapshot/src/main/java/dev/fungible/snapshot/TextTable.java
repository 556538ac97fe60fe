package dev.fungible.snapshot;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells below each other; numbers, which are marked, end below each other. */
final class TextTable {

  private static final String GAP = "  ";
  private static final char NUMBER = '#';

  private final String columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a column a character, of which {@code #} stands for one of numbers. */
  TextTable(String columns) {
    this.columns = columns;
  }

  /** Adds a line. */
  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines, without spaces at their ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        int padding = width(i) - length(cell);
        boolean number = columns.charAt(i) == NUMBER;
        line.append(i == 0 ? "" : GAP)
            .repeat(' ', number ? padding : 0)
            .append(cell)
            .repeat(' ', number ? 0 : padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
