package dev.fungible.dashboards;

import java.util.ArrayList;
import java.util.List;

/**
 * One picture, number or text.
 *
 * @param kind how it is drawn
 * @param title for people
 * @param description what it says, and what to make of it
 * @param unit of all its numbers
 * @param width of 24 columns
 * @param limits from where on numbers are good or bad
 * @param queries what is drawn
 */
public record Panel(
    Kind kind,
    String title,
    String description,
    Unit unit,
    int width,
    Limits limits,
    List<Query> queries) {

  /** How a panel is drawn. */
  public enum Kind {
    /** Over time, each for itself. */
    LINES(8),
    /** Over time, one on the other. */
    STACK(8),
    /** What happened in each hour, one on the other. */
    BARS(8),
    /** As of now, or of all the time that is looked at. */
    NUMBER(4),
    /** Words in Markdown, which are the description. */
    TEXT(14);

    private final int height;

    Kind(int height) {
      this.height = height;
    }

    int height() {
      return height;
    }
  }

  /**
   * What is asked of Prometheus.
   *
   * @param legend the name of each series; where it begins with a class or a state, it has its
   *     colour
   * @param expr in PromQL
   * @param dashed whether it is drawn in dashes and never stacked: what is wanted beside what is
   */
  public record Query(String legend, String expr, boolean dashed) {}

  private static final int HALF = 12;
  private static final int QUARTER = 6;
  private static final int WHOLE = 24;

  public Panel {
    queries = List.copyOf(queries);
  }

  static Panel lines(String title, Unit unit, String description) {
    return new Panel(Kind.LINES, title, description, unit, HALF, Limits.NONE, List.of());
  }

  static Panel stack(String title, Unit unit, String description) {
    return new Panel(Kind.STACK, title, description, unit, HALF, Limits.NONE, List.of());
  }

  static Panel bars(String title, Unit unit, String description) {
    return new Panel(Kind.BARS, title, description, unit, HALF, Limits.NONE, List.of());
  }

  static Panel number(String title, Unit unit, String description) {
    return new Panel(Kind.NUMBER, title, description, unit, QUARTER, Limits.NONE, List.of());
  }

  static Panel text(String title, String words) {
    return new Panel(Kind.TEXT, title, words, Unit.COUNT, WHOLE, Limits.NONE, List.of());
  }

  /** With this query as well. */
  Panel show(String legend, String expr) {
    return with(new Query(legend, expr, false));
  }

  /** With this query as well, in dashes. */
  Panel dash(String legend, String expr) {
    return with(new Query(legend, expr, true));
  }

  Panel within(Limits other) {
    return new Panel(kind, title, description, unit, width, other, queries);
  }

  /** That wide, of 24 columns. */
  Panel wide(int columns) {
    return new Panel(kind, title, description, unit, columns, limits, queries);
  }

  private Panel with(Query query) {
    List<Query> all = new ArrayList<>(queries);
    all.add(query);
    return new Panel(kind, title, description, unit, width, limits, all);
  }
}
