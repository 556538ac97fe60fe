package dev.fungible.simulator.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final String OBJECTIVES =
      """
      objectives:
        - {column: ratio_to_oracle, better: higher}
        - {column: moves_per_hour, better: lower, over: worst}
      """;

  private final Map<Trial, List<Outcome>> outcomes = new LinkedHashMap<>();

  @Test
  void whatMeetsTheTargetsEverywhereComesBeforeWhatIsBetter() {
    trial(0, outcome(false, 0.99, 1), outcome(true, 0.99, 1));
    trial(1, outcome(true, 0.5, 9), outcome(true, 0.5, 9));

    assertThat(ranking().rows()).extracting(row -> row.trial().number()).containsExactly(1, 0);
    assertThat(ranking().rows()).extracting(RankedTrial::pareto).containsExactly(true, false);
  }

  @Test
  void theFirstObjectiveSortsAndAllMakeTheParetoSet() {
    trial(0, outcome(true, 0.90, 4), outcome(true, 0.80, 2));
    trial(1, outcome(true, 0.80, 2), outcome(true, 0.80, 2));
    trial(2, outcome(true, 0.90, 5), outcome(true, 0.79, 5));

    assertThat(ranking().rows()).extracting(row -> row.trial().number()).containsExactly(0, 2, 1);
    assertThat(ranking().rows()).extracting(RankedTrial::pareto).containsExactly(true, false, true);
    assertThat(ranking().rows().getFirst().values().get(1)).isEqualTo(4);
  }

  @Test
  void aTrialThatIsNotThroughAllScenariosIsInNoParetoSet() {
    trial(0, outcome(true, 0.90, 4), outcome(false, 0.90, 4));
    trial(1, outcome(true, 0.99, 1));

    assertThat(ranking().rows()).extracting(RankedTrial::pareto).containsExactly(false, true);
  }

  @Test
  void theTableShowsTheParetoSetAndTheBaseWhateverIsLeftOut() {
    trial(0, outcome(true, 0.5, 9), outcome(true, 0.5, 9));
    for (int i = 1; i < 6; i++) {
      trial(i, outcome(true, 0.9 - i / 100.0, 5 + i), outcome(true, 0.9, 5));
    }

    String text = SweepText.render(ranking(), 2);

    assertThat(text)
        .contains("* 1", "  2", "  0", "and 3 more", "worst moves/h")
        .doesNotContain("  4 ");
  }

  private Ranking ranking() {
    return Ranking.of(outcomes, TrialsTest.document(OBJECTIVES), 2);
  }

  private void trial(int number, Outcome... of) {
    LinkedHashMap<String, @Nullable Object> changes = new LinkedHashMap<>();
    if (number > 0) {
      changes.put("a", number);
    }
    outcomes.put(new Trial(number, changes), List.of(of));
  }

  private static Outcome outcome(boolean feasible, double ratio, double moves) {
    LinkedHashMap<String, String> figures = new LinkedHashMap<>();
    figures.put("feasible", Boolean.toString(feasible));
    figures.put("ratio_to_oracle", Double.toString(ratio));
    figures.put("moves_per_hour", Double.toString(moves));
    return new Outcome("k", "s", new LinkedHashMap<>(), figures);
  }
}
