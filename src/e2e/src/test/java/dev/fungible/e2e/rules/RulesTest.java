package dev.fungible.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PrometheusExtension.class)
class RulesTest {

  private final Promtool promtool = new Promtool();

  @Test
  void theRulesAreClean() throws Exception {
    Promtool.Outcome outcome = promtool.run("", "check", "rules", RuleFile.RULES.toString());

    assertThat(outcome.status()).as(outcome.said()).isZero();
    assertThat(outcome.said()).contains(RuleFile.rules().size() + " rules found");
    assertThat(outcome.said()).doesNotContainIgnoringCase("duplicate");
  }

  @Test
  void everyCaseOfTheirTestsHolds() throws Exception {
    Promtool.Outcome outcome = promtool.run("", "test", "rules", RuleFile.TESTS.toString());

    assertThat(outcome.status()).as(outcome.said()).isZero();
  }
}
