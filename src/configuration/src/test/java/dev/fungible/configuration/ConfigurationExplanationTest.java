package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationExplanationTest {

  private static final ConfigurationExplanation EXPLANATION =
      new ConfigurationExplanation(SamplePolicies.registry());

  @Test
  void whatTheDocumentSaysIsToldFromWhatItInherits() {
    List<String> lines =
        lines(
            """
            guardrails:
              cooldown: 30m
              limits: {inference: {min: 6}}
            """);

    // The value is the default, but the document says it, so a new default would not change it.
    assertThat(lines)
        .anyMatch(line -> line.startsWith("  cooldown: 30m "))
        .anyMatch(line -> line.startsWith("· minimumRunTime: 0s "))
        .containsSubsequence("    inference")
        .anyMatch(line -> line.startsWith("      min: 6 "))
        .anyMatch(line -> line.startsWith("      max: no limit "));
  }

  @Test
  void defaultPoliciesAreMarkedAndListedOnesAreNot() {
    assertThat(lines(""))
        .anyMatch(line -> line.startsWith("· forecast "))
        .anyMatch(line -> line.contains("None is listed"));

    List<String> listed = lines("policies: [{name: demand, as: night}]\n");

    assertThat(listed)
        .anyMatch(line -> line.startsWith("  night (a demand) "))
        .noneMatch(line -> line.contains("None is listed"));
  }

  @Test
  void saysWhenNothingCanMove() {
    assertThat(text("policies: []\n")).contains("nobody asks for nodes, so nothing moves");
    assertThat(text("pools: [{name: a, gpusPerNode: 8}]\n").replaceAll("\\s+", " "))
        .contains("None is in the mode Enforce, so no node moves.")
        .contains("mode: Observe ")
        .contains("Planned and explained; nothing starts.");
    assertThat(text("pools: [{name: a, gpusPerNode: 8, mode: Enforce}]\n"))
        .contains("Nodes move in a.");
  }

  @Test
  void theWordsAreThoseOfTheJavadoc() {
    assertThat(text("").replaceAll("\\s+", " "))
        .contains("cooldown: 30m time that a node stays in a class before it may leave again")
        .contains("Work arrives whenever users do and cannot wait.");
  }

  @Test
  void aDocumentThatIsRefusedIsNotExplained() {
    assertThatThrownBy(() -> text("policies: [{name: demand}, {name: demand}]\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("policies[1].name is \"demand\"; expected a name other than demand");
  }

  private static List<String> lines(String yaml) {
    return text(yaml).lines().toList();
  }

  private static String text(String yaml) {
    String document = "apiVersion: fungible.dev/v1alpha1\n" + yaml;
    return EXPLANATION.of("c.yaml", document.getBytes(UTF_8));
  }
}
