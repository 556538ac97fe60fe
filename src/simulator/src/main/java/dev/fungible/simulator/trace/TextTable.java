package dev.fungible.simulator.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under a heading, in columns as wide as they must be: the first to the left, others right.
 */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  /** A table that begins with a heading. */
  public TextTable(String... heading) {
    row(heading);
  }

  /** Adds a row of as many cells as the heading has. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String padding = " ".repeat(width(column) - row.get(column).length());
        line.append(column == 0 ? row.get(0) + padding : "  " + padding + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
