package dev.fungible.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationEditTest {

  private final PolicyRegistry registry = SamplePolicies.registry();
  private final Configuration base =
      Configuration.defaults(registry)
          .withPolicies(
              List.of(
                  registry.entry("guarantee"), registry.entry("demand"), registry.entry("queue")));

  @Test
  void changesOneSettingAndNothingElse() {
    Configuration changed = apply("policies[demand].settings.stabilization", "7m");

    assertThat(yaml(changed))
        .isEqualTo(yaml(base).replaceFirst("stabilization: \\S+", "stabilization: 7m"))
        .isNotEqualTo(yaml(base));
  }

  @Test
  void addsAnEntryThatIsNotThereYet() {
    Configuration changed =
        apply("guardrails.limits.inference", Map.of("min", new BigDecimal("3")));

    assertThat(changed.guardrails().limits().get("inference"))
        .satisfies(range -> assertThat(range.min()).isEqualTo(3));
    assertThat(apply("guardrails.limits.ranking.min", 4).guardrails().limits())
        .containsKey("ranking");
  }

  @Test
  void takesPoliciesAwayAndAddsThem() {
    assertThat(apply("policies[queue]", null).policies())
        .extracting(PolicyEntry::name)
        .doesNotContain("queue")
        .hasSize(base.policies().size() - 1);
    assertThat(apply("policies[late]", Map.of("name", "demand", "as", "late")).policies())
        .extracting(PolicyEntry::name)
        .endsWith("late");
    assertThat(apply("policies[0]", null).policies()).hasSize(base.policies().size() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policies[demnd].settings.headroom | policies[demnd].settings.headroom: \"demnd\" is not"
            + " there; expected one of guarantee, demand, queue. Maybe demand?",
        "planer.warmFor | \"planer\" is not there",
        "planner.warmFr | planner has an unknown key \"warmFr\"",
        "planner..warmFor | this is no path of a setting",
        ".planner | this is no path of a setting",
        "policies[x | this is no path of a setting",
        "cycles[0] | \"1\"",
      })
  void aPathThatLeadsNowhereIsRefused(String path, String message) {
    assertThatThrownBy(() -> apply(path, "1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.equals("\"1\"") ? "cycles has an unknown key" : message);
  }

  @Test
  void whatIsNotThereCannotBeTakenAway() {
    assertThatThrownBy(() -> apply("policies[slo]", null))
        .hasMessageContaining("policies[slo]: \"slo\" is not there");
    assertThatThrownBy(() -> apply("guardrails.limits.ranking", null))
        .hasMessageContaining("\"ranking\" is not there");
  }

  @Test
  void aValueThatDoesNotDoIsRefusedAsInADocument() {
    assertThatThrownBy(() -> apply("planner.warmFor", "30"))
        .hasMessageContaining("planner.warmFor=30")
        .hasMessageContaining("planner.warmFor is \"30\"; expected a time")
        .hasMessageContaining("Maybe 30m?");
  }

  private Configuration apply(String path, @Nullable Object value) {
    LinkedHashMap<String, @Nullable Object> changes = new LinkedHashMap<>();
    changes.put(path, value);
    return new ConfigurationEdit(registry).apply(base, changes);
  }

  private static String yaml(Configuration configuration) {
    return new ConfigurationWriter().write(configuration);
  }
}
