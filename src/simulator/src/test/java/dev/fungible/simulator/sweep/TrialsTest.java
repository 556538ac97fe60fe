package dev.fungible.simulator.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialsTest {

  @Test
  void aGridHasEveryCombinationAndTheBaseFirst() {
    assertThat(
            shown(
                """
                parameters:
                  planner.minimumPayoff: [1, 2]
                  planner.warmFor: {from: 0s, to: 1h, step: 30m}
                """))
        .containsExactly(
            "(base)",
            "minimumPayoff=1 warmFor=0s",
            "minimumPayoff=1 warmFor=30m",
            "minimumPayoff=1 warmFor=1h",
            "minimumPayoff=2 warmFor=0s",
            "minimumPayoff=2 warmFor=30m",
            "minimumPayoff=2 warmFor=1h");
  }

  @Test
  void oneAtATimeChangesNothingElse() {
    assertThat(
            shown(
                """
                search: {kind: each}
                parameters:
                  a.x: [1, 2]
                  b.x: [null]
                """))
        .containsExactly("(base)", "a.x=1", "a.x=2", "b.x=∅");
  }

  @Test
  void moreTrialsOfTheSameSeedBeginWithTheSameOnes() {
    String ranges = "parameters: {a: {from: 0.0, to: 0.5}, b: [x, y, z]}\n";
    List<String> few = shown("search: {kind: random, trials: 5, seed: 7}\n" + ranges);
    List<String> many = shown("search: {kind: random, trials: 9, seed: 7}\n" + ranges);

    assertThat(many).hasSize(10).startsWith(few.toArray(String[]::new));
    assertThat(shown("search: {kind: random, trials: 5, seed: 8}\n" + ranges)).isNotEqualTo(few);
  }

  @Test
  void drawsStayWithinTheRange() {
    Parameter logarithmic =
        document("parameters: {a: {from: 0.01, to: 100, scale: log}}\n").parameterList().getFirst();
    List<Double> drawn =
        Trials.of(List.of(logarithmic), new SearchSettings(SearchSettings.Kind.RANDOM, 400, 3))
            .stream()
            .skip(1)
            .map(trial -> Double.valueOf(String.valueOf(trial.changes().get("a"))))
            .toList();

    assertThat(drawn).allMatch(value -> value >= 0.01 && value <= 100);
    assertThat(drawn.stream().filter(value -> value < 1).count()).isBetween(150L, 250L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parameters: {a: 3} | parameters[\"a\"] is 3; expected a list of values, or a range",
        "parameters: {a: {from: 1, to: 0}} | expected from at most to",
        "parameters: {a: {from: 0, to: 1, scale: log}} | both above 0 on a log scale",
        "parameters: {a: {from: 0, to: 1, scale: cubic}} | expected linear or log",
        "parameters: {a: {from: 0, to: x}} | parameters[\"a\"].to is x; expected a number",
        "parameters: {a: {from: 0}} | parameters[\"a\"].to is missing; expected a number",
        "parameters: {a: {from: 0, to: 1}} | a range without a step",
        "parameters: {a: {from: 0, to: 1, steps: 2}} | or a range such as",
      })
  void whatIsNoValueIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> shown(yaml + "\n"))
        .isInstanceOf(BadSweep.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMistypedKeyIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> document("serach: {kind: grid}\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("s.yaml:1:1")
        .hasMessageContaining("Maybe search?");
  }

  private static List<String> shown(String yaml) {
    SweepDocument document = document(yaml);
    List<Parameter> parameters = document.parameterList();
    return Trials.of(parameters, document.search()).stream()
        .map(trial -> trial.shown(parameters))
        .toList();
  }

  static SweepDocument document(String yaml) {
    return SweepDocument.read("s.yaml", (yaml + "scenarios: [{demo: true}]\n").getBytes(UTF_8));
  }
}
