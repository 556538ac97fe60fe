package dev.fungible.simulator.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Trials from best to worst: those that are feasible in more scenarios first, then by the first
 * objective. A trial that is not feasible everywhere is never compared with one that is.
 *
 * @param document what was searched
 * @param scenarios how many there are
 * @param rows the trials
 */
public record Ranking(SweepDocument document, int scenarios, List<RankedTrial> rows) {

  public Ranking {
    rows = List.copyOf(rows);
  }

  static Ranking of(Map<Trial, List<Outcome>> outcomes, SweepDocument document, int scenarios) {
    List<RankedTrial> rows = new ArrayList<>();
    outcomes.forEach((trial, known) -> rows.add(row(trial, known, document.objectives())));
    rows.sort(order(document.objectives().getFirst()));
    List<RankedTrial> marked =
        rows.stream()
            .map(row -> row.pareto(isPareto(row, rows, document.objectives(), scenarios)))
            .toList();
    return new Ranking(document, scenarios, marked);
  }

  private static RankedTrial row(Trial trial, List<Outcome> known, List<Objective> objectives) {
    List<Double> values = new ArrayList<>();
    for (Objective objective : objectives) {
      String column = objective.column();
      values.add(objective.summary(known.stream().mapToDouble(o -> o.number(column)).toArray()));
    }
    int feasible = (int) known.stream().filter(Outcome::isFeasible).count();
    return new RankedTrial(trial, known, feasible, values, false);
  }

  private static Comparator<RankedTrial> order(Objective first) {
    return Comparator.comparingInt((RankedTrial row) -> -row.feasible())
        .thenComparing(row -> row.values().getFirst(), first::compare)
        .thenComparingInt(row -> row.trial().number());
  }

  private static boolean isPareto(
      RankedTrial row, List<RankedTrial> rows, List<Objective> objectives, int scenarios) {
    int most = rows.getFirst().feasible();
    return row.feasible() == most
        && row.outcomes().size() == scenarios
        && rows.stream()
            .filter(other -> other.feasible() == most && other.outcomes().size() == scenarios)
            .noneMatch(other -> dominates(other, row, objectives));
  }

  private static boolean dominates(RankedTrial one, RankedTrial other, List<Objective> objectives) {
    boolean better = false;
    for (int i = 0; i < objectives.size(); i++) {
      int compared = objectives.get(i).compare(one.values().get(i), other.values().get(i));
      if (compared > 0) {
        return false;
      }
      better |= compared < 0;
    }
    return better;
  }
}
