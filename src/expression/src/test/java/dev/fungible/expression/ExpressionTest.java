package dev.fungible.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.expression.Expression.ExpressionSettings;
import dev.fungible.expression.Expression.Rule;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

  private static final String RUNAWAY =
      "pools.all(a, pools.all(b, pools.all(c, pools.all(d, pools.all(e, pools.all(f,"
          + " pools.all(g, pools.all(h, pools.all(i, pools.all(j, pools.all(k, pools.all(l,"
          + " pools.all(m, pools.all(n, true))))))))))))))";

  private final ClusterSnapshot cluster = Samples.cluster();

  @Test
  void aRuleMakesABidThatSaysWhy() {
    Rule rule =
        new Rule(
            WorkloadClass.INFERENCE,
            Tier.PREPARE,
            "classes.inference.held + 2",
            "now.getHours() == 8",
            3.0,
            Duration.ofMinutes(90),
            "launch day",
            List.of("h100", "a100"));

    // a100 does not suit inference.
    assertThat(Try.bids(cluster, rule))
        .containsExactly(
            new Bid(
                "expression",
                WorkloadClass.INFERENCE,
                List.of("h100"),
                Tier.PREPARE,
                3,
                7,
                Duration.ofMinutes(90),
                "launch day (rules[0] says 7 nodes)"));
  }

  @Test
  void whatARuleLeavesOutHasItsDefault() {
    assertThat(Try.bids(cluster, Try.rule("3")))
        .containsExactly(
            new Bid(
                "expression",
                WorkloadClass.TRAINING,
                List.of("a100", "h100"),
                Tier.ELASTIC,
                1,
                3,
                Duration.ofHours(1),
                "rules[0] says 3 nodes: 3"));
  }

  @Test
  void rulesThatDoNotHoldAreSilentAndTheOthersKeepTheirOrder() {
    assertThat(Try.bids(cluster, Try.rule("1"), Try.rule("2", "cluster.nodes > 99"), Try.rule("3")))
        .extracting(Bid::nodes)
        .containsExactly(1, 3);
  }

  @ParameterizedTest(name = "{0} is {1} nodes")
  @CsvSource({
    "7, 7",
    "0, 0",
    "-3, 0",
    "15, 14",
    "9223372036854775807, 14",
    "2.1, 3",
    "2.0000000001, 2",
    "-0.5, 0",
    "1e300, 14",
    "double(cluster.nodes) * 0.3, 5"
  })
  void nodesAreRoundedUpAndNeverMoreThanThereAre(String expression, int nodes) {
    assertThat(Try.nodes(expression)).isEqualTo(nodes);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1 / cluster.shifting - 1 / (cluster.shifting - 1) | failed at 1:26: division by zero",
        "9223372036854775807 + cluster.nodes | failed at 1:21: long overflow",
        "0.0 / 0.0 | is no number of nodes: NaN",
        "1.0 / 0.0 | is no number of nodes: Infinity",
        "[1, 2][cluster.nodes] | failed at 1:7: Index out of bounds: 14",
        "classes[\"batch-scoring\"].held | failed at 1:8: there is no batch-scoring",
        "int(\"x\") | failed at 1:4: For input string: \"x\"",
      })
  void aRuleWithoutANumberFailsAndNamesItself(String expression, String what) {
    assertThatThrownBy(() -> Try.nodes(expression))
        .isInstanceOf(RuleFailure.class)
        .hasToString("rules[0].nodes, \"" + expression + "\", " + what);
  }

  @Test
  void anExpressionThatRunsAwayIsCutOffAndCounted() {
    Decision decision = decide(Try.rule("5"), Try.rule("1", RUNAWAY));

    assertThat(decision.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.policy()).isEqualTo("expression");
              assertThat(failure.error())
                  .startsWith("rules[1].when, \"pools.all(a, pools.all(b,")
                  .endsWith("was cut off: the rules take more than 10000 steps");
            });
    assertThat(decision.bids())
        .singleElement()
        .satisfies(bid -> assertThat(bid.workloadClass()).isEqualTo(WorkloadClass.INFERENCE))
        .satisfies(bid -> assertThat(bid.nodes()).isEqualTo(5))
        .satisfies(bid -> assertThat(bid.reason()).contains("holds what it has"));
  }

  @Test
  void aRunawayCannotHideBehindAnAnswerThatDoesNotNeedIt() {
    assertThatThrownBy(() -> Try.bids(cluster, Try.rule("1", "!" + RUNAWAY + " || true")))
        .hasMessageContaining("cut off");
    assertThatThrownBy(
            () ->
                Try.bids(cluster, Try.rule("1", "[1, 2, 3].exists(x, x == 3 || " + RUNAWAY + ")")))
        .hasMessageContaining("cut off");
  }

  @Test
  void rulesShareOneBudget() {
    String thousand = "[" + String.join(", ", Collections.nCopies(450, "1")) + "][0]";
    Rule rule =
        new Rule(
            WorkloadClass.TRAINING,
            Tier.ELASTIC,
            thousand.replace(" ", ""),
            null,
            null,
            null,
            null,
            null);

    assertThat(Try.bids(cluster, Collections.nCopies(20, rule).toArray(Rule[]::new))).hasSize(20);
    assertThatThrownBy(() -> Try.bids(cluster, Collections.nCopies(25, rule).toArray(Rule[]::new)))
        .hasMessageContaining("rules[22].nodes")
        .hasMessageContaining("cut off");
  }

  @Test
  void theSameSnapshotGivesTheSameBids() {
    Rule rule = Try.rule("size(classes) + size(pools)", "classes.exists(c, classes[c].held > 0)");

    assertThat(Try.bids(cluster, rule)).isEqualTo(Try.bids(Samples.cluster(), rule));
  }

  @Test
  void aPoolThatIsNotDeclaredIsRefusedAndOneThatIsNotThereFails() {
    assertThatThrownBy(() -> Try.bids(cluster, inPools("h10")))
        .asInstanceOf(type(SettingException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.key()).isEqualTo("rules.0.pools");
              assertThat(refusal.known()).containsExactly("h100", "a100");
            });
    assertThatThrownBy(
            () ->
                new Expression()
                    .create(new ExpressionSettings(List.of(inPools("h10"))))
                    .bid(cluster))
        .hasMessage("rules[0].pools, \"h10\", is no pool of a100, h100");
  }

  @Test
  void aRuleWithoutAPoolThatSuitsIsSilent() {
    Rule rule =
        new Rule(
            WorkloadClass.INFERENCE, Tier.PROTECT, "3", null, null, null, null, List.of("a100"));

    assertThat(Try.bids(cluster, rule)).isEmpty();
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> weighed(0.0)).hasMessageStartingWith("weight is 0.0");
    assertThatThrownBy(() -> weighed(Double.NaN)).hasMessageStartingWith("weight is NaN");
    assertThatThrownBy(() -> inPools()).hasMessageStartingWith("pools is empty");
    assertThatThrownBy(() -> new ExpressionSettings(Collections.nCopies(51, Try.rule("1"))))
        .hasMessage("rules is 51 rules; expected at most 50 rules");
  }

  private static Rule weighed(double weight) {
    return new Rule(WorkloadClass.TRAINING, Tier.ELASTIC, "1", null, weight, null, null, null);
  }

  private static Rule inPools(String... pools) {
    return new Rule(
        WorkloadClass.TRAINING, Tier.ELASTIC, "1", null, null, null, null, List.of(pools));
  }

  private Decision decide(Rule... rules) {
    NamedPolicy policy = new NamedPolicy("expression", snapshot -> Try.bids(snapshot, rules));
    Planner planner =
        new Planner(PlannerSettings.defaults(), GuardrailSettings.defaults(), new LeastLoss());
    return new DecisionEngine(List.of(policy), new Arbiter(Limits.NONE), planner).decide(cluster);
  }
}
