package dev.fungible.simulator.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A ranking as a table for terminals. */
public final class SweepText {

  private static final String GAP = "  ";

  private final Ranking ranking;
  private final List<Parameter> parameters;

  private SweepText(Ranking ranking) {
    this.ranking = ranking;
    this.parameters = ranking.document().parameterList();
  }

  /**
   * The ranking as text that ends with a line feed.
   *
   * @param top how many trials to show; those of the Pareto set and the base are always shown
   */
  public static String render(Ranking ranking, int top) {
    return ranking.rows().isEmpty()
        ? "No trial was simulated yet.\n"
        : new SweepText(ranking).text(top);
  }

  private String text(int top) {
    List<List<String>> table = new ArrayList<>();
    table.add(heading("  trial"));
    List<RankedTrial> shown = new ArrayList<>();
    for (RankedTrial row : ranking.rows()) {
      if (shown.size() < top || row.pareto() || row.trial().number() == 0) {
        shown.add(row);
        table.add(line(row));
      }
    }
    StringBuilder text = new StringBuilder(lay(table));
    int left = ranking.rows().size() - shown.size();
    text.append(left > 0 ? "  and " + left + " more\n" : "").append('\n');
    text.append(scenarios());
    text.append(
        "* Pareto set: no other trial that meets the targets in as many scenarios is at least as"
            + " good in\nevery column and better in one. ok: scenarios in which every service target"
            + " is met.\n");
    return text.toString();
  }

  private List<String> heading(String first) {
    List<String> cells = new ArrayList<>(List.of(first, "ok"));
    ranking.document().objectives().forEach(objective -> cells.add(name(objective)));
    return cells;
  }

  private List<String> line(RankedTrial row) {
    List<String> cells = new ArrayList<>();
    cells.add((row.pareto() ? "* " : "  ") + row.trial().number());
    cells.add(row.feasible() + "/" + row.outcomes().size());
    for (int i = 0; i < row.values().size(); i++) {
      cells.add(figure(ranking.document().objectives().get(i).column(), row.values().get(i)));
    }
    cells.add(row.trial().shown(parameters));
    return cells;
  }

  /** The best trial and the base in every scenario, where there are several. */
  private String scenarios() {
    if (ranking.scenarios() == 1) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    RankedTrial best = ranking.rows().getFirst();
    for (RankedTrial row : ranking.rows()) {
      if (row.equals(best) || row.trial().number() == 0) {
        List<List<String>> table = new ArrayList<>();
        table.add(heading("  trial " + row.trial().number()));
        row.outcomes().forEach(outcome -> table.add(line(outcome)));
        text.append(lay(table)).append('\n');
      }
    }
    return text.toString();
  }

  private List<String> line(Outcome outcome) {
    List<String> cells = new ArrayList<>();
    cells.add("  " + outcome.scenario());
    cells.add(outcome.isFeasible() ? "yes" : "no");
    for (Objective objective : ranking.document().objectives()) {
      cells.add(figure(objective.column(), outcome.number(objective.column())));
    }
    cells.add(outcome.figures().getOrDefault("missed", ""));
    return cells;
  }

  /** Columns as wide as they must be, numbers to the right, settings at the end. */
  private static String lay(List<List<String>> table) {
    StringBuilder text = new StringBuilder();
    int columns = table.getFirst().size();
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        int padding = i < columns ? width(table, i) - cell.length() : 0;
        line.append(i == 0 ? "" : GAP)
            .append(i == 0 ? cell : " ".repeat(padding) + cell)
            .append(i == 0 ? " ".repeat(padding) : "");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> table, int column) {
    return table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String name(Objective objective) {
    String name =
        switch (objective.column()) {
          case "ratio_to_oracle" -> "R";
          case "moves_per_hour" -> "moves/h";
          case "preemptions_per_hour" -> "preempted/h";
          case "jct_seconds_mean" -> "JCT";
          case "queue_seconds_mean" -> "queueing";
          default -> objective.column();
        };
    return objective.over() == Objective.Over.WORST ? "worst " + name : name;
  }

  private static String figure(String column, double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (column.contains("_seconds_")) {
      Duration time = Duration.ofSeconds(Math.round(value));
      return String.format(Locale.ROOT, "%dh%02dm", time.toHours(), time.toMinutesPart());
    }
    // Cut, not rounded: a near miss must not read as if it were met.
    return column.endsWith("_gpu_hours")
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4f", Math.floor(value * 1e4 + 1e-9) / 1e4);
  }
}
