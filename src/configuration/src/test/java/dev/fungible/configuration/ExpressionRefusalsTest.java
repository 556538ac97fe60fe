package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault in an expression is told at its place in the document, and its place in itself. */
class ExpressionRefusalsTest {

  private final ConfigurationReader reader =
      new ConfigurationReader(PolicyRegistry.load(getClass().getClassLoader()));

  @ParameterizedTest(name = "{index}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes: classes.infernce.held | 11:18: policies[0].settings.rules[1].nodes is"
            + " \"classes.infernce.held\"; expected a known class at 1:9, one of training,"
            + " inference, ranking, batch-scoring, not \"infernce\". Maybe inference?",
        "nodes: 2 + classes.batch-scoring.held | 11:18: policies[0].settings.rules[1].nodes is"
            + " \"2 + classes.batch-scoring.held\"; expected a known name at 1:19, one of classes,"
            + " cluster, now, pools, not \"scoring\"; a name with a dash is a key in brackets, [\"a-b\"].",
        "nodes: classes.inference.heldGpu | 11:18: policies[0].settings.rules[1].nodes is"
            + " \"classes.inference.heldGpu\"; expected a known field at 1:19, not \"heldGpu\"."
            + " Maybe heldGpus?",
        "nodes: leedTime(classes.training, classes.ranking) | 11:18:"
            + " policies[0].settings.rules[1].nodes is"
            + " \"leedTime(classes.training, classes.ranking)\"; expected a known function at 1:1,"
            + " not \"leedTime\". Maybe leadTime?",
        "nodes: now > now | 11:18: policies[0].settings.rules[1].nodes is \"now > now\"; expected an"
            + " expression whose value is int or double, not bool.",
        "nodes: 7 | 11:18: policies[0].settings.rules[1].nodes is 7; expected text. Maybe \"7\" in"
            + " quotes?",
        "whem: 'true' | 11:11: policies[0].settings.rules[1] has an unknown key \"whem\"; expected"
            + " one of workloadClass, tier, nodes, when, weight, dwell, reason, pools. Maybe when?",
        "weight: 0 | 11:19: policies[0].settings.rules[1].weight is 0; expected a number above 0 and"
            + " up to 1000.",
        "pools: [h10] | 11:18: policies[0].settings.rules[1].pools is h10; expected pools of h100."
            + " Maybe h100?",
        "reason: why | 9:11: policies[0].settings.rules[1].nodes is missing; expected text."
      })
  void saysWhereAndGuesses(String line, String message) {
    String nodes = line.startsWith("nodes") || line.startsWith("reason") ? "" : "nodes: '1'\n";

    assertThat(refusal(line + "\n" + nodes)).hasMessage("fungible.yaml:" + message);
  }

  @Test
  void linesOfABlockAreCounted() {
    assertThat(refusal("nodes: |\n  cluster.nodes\n  - clustr.healthy\n").getMessage())
        .startsWith("fungible.yaml:11:18: policies[0].settings.rules[1].nodes is")
        .endsWith("at 2:3, one of classes, cluster, now, pools, not \"clustr\". Maybe cluster?");
  }

  private ConfigurationException refusal(String lines) {
    String document =
        """
        apiVersion: fungible.dev/v1alpha1
        classes: [{name: batch-scoring, kind: Batch}]
        pools: [{name: h100, gpusPerNode: 8}]
        policies:
          - name: expression
            settings:
              rules:
                - {workloadClass: ranking, tier: Protect, nodes: cluster.nodes}
                - workloadClass: batch-scoring
                  tier: Elastic
        """
            + lines.indent(10);
    return catchThrowableOfType(
        ConfigurationException.class, () -> reader.read("fungible.yaml", document.getBytes(UTF_8)));
  }
}
