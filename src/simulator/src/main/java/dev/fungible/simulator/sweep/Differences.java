package dev.fungible.simulator.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What each change of a sweep does, against the base in the same scenario, in Markdown: one table
 * of R for all scenarios, then one with more figures for each of them.
 */
public final class Differences {

  private static final String RATIO = "ratio_to_oracle";
  private static final String JCT = "jct_seconds_mean";
  private static final String MOVES = "moves_per_hour";
  private static final String NONE = "–";

  private final List<RankedTrial> rows;
  private final List<Parameter> parameters;
  private final StringBuilder text = new StringBuilder();

  private Differences(Ranking ranking) {
    rows =
        ranking.rows().stream()
            .sorted(Comparator.comparingInt(row -> row.trial().number()))
            .toList();
    parameters = ranking.document().parameterList();
  }

  /** The tables of all trials that were simulated; a sentence where the base was not. */
  public static String render(Ranking ranking) {
    Differences differences = new Differences(ranking);
    boolean hasBase =
        !differences.rows.isEmpty() && differences.rows.getFirst().trial().number() == 0;
    return hasBase ? differences.markdown() : "The base was not simulated yet.\n";
  }

  /** Writes them in UTF-8; an existing file is replaced. */
  public static void write(Ranking ranking, Path file) throws IOException {
    Files.writeString(file, render(ranking));
  }

  private String markdown() {
    List<String> scenarios = scenarios();
    text.append("Points of R (hundredths of the oracle's goodput) that each change adds or takes");
    text.append(" away; the first line is R itself.\n");
    text.append("✗ marks where a service target is missed: goodput is not to be compared there.\n");
    text.append("= is what the base does anyway.\n\n");
    line("changed", scenarios);
    rule(scenarios.size());
    for (RankedTrial row : rows) {
      line(name(row), scenarios.stream().map(scenario -> points(row, scenario)).toList());
    }
    for (String scenario : scenarios) {
      detail(scenario);
    }
    return text.toString();
  }

  private void detail(String scenario) {
    text.append("\n").append("## ").append(scenario).append("\n\n");
    List<String> heading =
        List.of("R", "points", "JCT", "", "moves/h", "", "reversals", "preempted/h", "missed");
    line("changed", heading);
    rule(heading.size());
    for (RankedTrial row : rows) {
      outcome(row, scenario)
          .ifPresent(
              outcome -> {
                List<String> cells = new ArrayList<>();
                cells.add(number("%.4f", outcome.number(RATIO)));
                cells.add(points(row, scenario));
                cells.add(hours(outcome.number(JCT)));
                cells.add(change(row, outcome, JCT));
                cells.add(number("%.2f", outcome.number(MOVES)));
                cells.add(change(row, outcome, MOVES));
                cells.add(outcome.figures().getOrDefault("reversals", NONE));
                cells.add(number("%.2f", outcome.number("preemptions_per_hour")));
                cells.add(outcome.figures().getOrDefault("missed", ""));
                line(name(row), cells);
              });
    }
  }

  private String points(RankedTrial row, String scenario) {
    Optional<Outcome> outcome = outcome(row, scenario);
    Optional<Outcome> base = outcome(rows.getFirst(), scenario);
    if (outcome.isEmpty() || base.isEmpty()) {
      return NONE;
    }
    String missed = outcome.get().isFeasible() ? "" : " ✗";
    double ratio = outcome.get().number(RATIO);
    if (isBase(row)) {
      return number("%.4f", ratio) + missed;
    }
    return outcome.get().key().equals(base.get().key())
        ? "="
        : number("%+.2f", 100 * (ratio - base.get().number(RATIO))) + missed;
  }

  /** By how much a figure differs from the base's, in percent. */
  private String change(RankedTrial row, Outcome outcome, String column) {
    Optional<Outcome> base = outcome(rows.getFirst(), outcome.scenario());
    return isBase(row) || base.isEmpty()
        ? ""
        : number("%+.1f %%", 100 * (outcome.number(column) / base.get().number(column) - 1));
  }

  private static boolean isBase(RankedTrial row) {
    return row.trial().number() == 0;
  }

  private static Optional<Outcome> outcome(RankedTrial row, String scenario) {
    return row.outcomes().stream().filter(one -> one.scenario().equals(scenario)).findFirst();
  }

  private List<String> scenarios() {
    SequencedSet<String> names = new LinkedHashSet<>();
    rows.forEach(row -> row.outcomes().forEach(outcome -> names.add(outcome.scenario())));
    return List.copyOf(names);
  }

  private String name(RankedTrial row) {
    return isBase(row) ? "(base)" : "`" + row.trial().shown(parameters).replace("|", "\\|") + "`";
  }

  private void line(String first, List<String> cells) {
    text.append("| ").append(first).append(" | ");
    text.append(String.join(" | ", cells)).append(" |\n");
  }

  private void rule(int cells) {
    text.append("|---").append("|--:".repeat(cells)).append("|\n");
  }

  private static String hours(double seconds) {
    Duration time = Duration.ofSeconds(Double.isFinite(seconds) ? Math.round(seconds) : 0);
    return String.format(Locale.ROOT, "%dh%02dm", time.toHours(), time.toMinutesPart());
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NONE;
  }
}
