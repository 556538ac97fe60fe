package dev.fungible.simulator.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private final Map<Trial, List<Outcome>> outcomes = new LinkedHashMap<>();

  @Test
  void aChangeIsToldInPointsAgainstTheBaseOfTheSameScenario() {
    trial(0, outcome("b1", "calm", true, 0.90, 4), outcome("b2", "crowd", true, 0.80, 4));
    trial(1, outcome("c1", "calm", true, 0.92, 5), outcome("c2", "crowd", true, 0.796, 1));

    assertThat(text())
        .contains("| changed | calm | crowd |", "| (base) | 0.9000 | 0.8000 |")
        .contains("| `a=1` | +2.00 | -0.40 |")
        .contains("## calm", "+25.0 %", "## crowd", "-75.0 %");
  }

  @Test
  void whereATargetIsMissedTheGoodputIsMarked() {
    trial(0, outcome("b", "calm", false, 0.90, 4));
    trial(1, outcome("c", "calm", false, 0.99, 4));

    assertThat(text()).contains("| (base) | 0.9000 ✗ |", "| `a=1` | +9.00 ✗ |");
  }

  @Test
  void whatTheBaseDoesAnywayIsNoDifference() {
    trial(0, outcome("same", "calm", true, 0.90, 4));
    trial(1, outcome("same", "calm", true, 0.90, 4));

    assertThat(text()).contains("| `a=1` | = |");
  }

  @Test
  void whatWasNotSimulatedYetIsLeftOpen() {
    trial(0, outcome("b1", "calm", true, 0.90, 4), outcome("b2", "crowd", true, 0.80, 4));
    trial(1, outcome("c2", "crowd", true, 0.81, 4));

    assertThat(text()).contains("| `a=1` | – | +1.00 |");
  }

  @Test
  void withoutTheBaseThereIsNothingToCompareWith() {
    trial(1, outcome("c", "calm", true, 0.90, 4));

    assertThat(text()).isEqualTo("The base was not simulated yet.\n");
  }

  private String text() {
    return Differences.render(
        Ranking.of(outcomes, TrialsTest.document("parameters: {a: [1]}\n"), 2));
  }

  private void trial(int number, Outcome... of) {
    LinkedHashMap<String, @Nullable Object> changes = new LinkedHashMap<>();
    if (number > 0) {
      changes.put("a", number);
    }
    outcomes.put(new Trial(number, changes), List.of(of));
  }

  private static Outcome outcome(
      String key, String scenario, boolean feasible, double ratio, double moves) {
    LinkedHashMap<String, String> figures = new LinkedHashMap<>();
    figures.put("feasible", Boolean.toString(feasible));
    figures.put("ratio_to_oracle", Double.toString(ratio));
    figures.put("moves_per_hour", Double.toString(moves));
    return new Outcome(key, scenario, new LinkedHashMap<>(), figures);
  }
}
