package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.LeastLoss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever a document's expressions are, the answer is one refusal, or a decision, in which the
 * policy has bids or has failed.
 */
class RandomExpressionDocumentsTest {

  private static final int DOCUMENTS = 10_000;
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private final PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());
  private final ConfigurationReader reader = new ConfigurationReader(registry);
  private final SplittableRandom random = new SplittableRandom(4);
  private final RandomExpressions expressions = new RandomExpressions(random);
  private final ClusterSnapshot cluster = cluster();

  private int refused;
  private int failed;
  private int cutOff;
  private int bids;

  @Test
  void tenThousandRandomDocumentsCrashNothing() {
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = document();
      try {
        judge(document);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("Document " + i + ":\n" + document, e);
      }
    }

    // Neither all good nor all bad: each kind of answer is given often.
    assertThat(refused).isBetween(DOCUMENTS / 4, DOCUMENTS * 3 / 4);
    assertThat(bids).isGreaterThan(DOCUMENTS / 10);
    assertThat(failed).isGreaterThan(DOCUMENTS / 100);
    assertThat(cutOff).isGreaterThan(10);
  }

  private void judge(String document) {
    Configuration configuration;
    try {
      configuration = reader.read("fungible.yaml", document.getBytes(UTF_8));
    } catch (ConfigurationException e) {
      assertThat(e.getMessage())
          .startsWith("fungible.yaml:")
          .contains("; expected ")
          .doesNotContainPattern("\\p{Cntrl}")
          .hasSizeLessThan(1_000);
      refused++;
      return;
    }
    Decision decision =
        new EngineFactory(registry).engine(configuration, new LeastLoss()).decide(cluster);
    assertThat(decision.failures())
        .hasSizeLessThan(2)
        .allSatisfy(
            failure -> assertThat(failure.error()).startsWith("rules[").doesNotContain("\n"));
    failed += decision.failures().size();
    cutOff += decision.failures().toString().contains("cut off") ? 1 : 0;
    bids += decision.failures().isEmpty() && !decision.bids().isEmpty() ? 1 : 0;
  }

  private String document() {
    StringBuilder document = new StringBuilder("apiVersion: fungible.dev/v1alpha1\n");
    if (random.nextInt(4) == 0) {
      document.append("pools: [{name: h100, gpusPerNode: 8}]\n");
    }
    document.append("policies:\n  - name: expression\n    settings:\n      rules:\n");
    for (int rules = random.nextInt(8) == 0 ? 3 : 1; rules > 0; rules--) {
      document.append("        - workloadClass: ").append(any("training", "inference", "ranking"));
      document
          .append("\n          tier: ")
          .append(any("Guarantee", "Protect", "Prepare", "elastic"));
      document.append("\n          nodes: ").append(scalar(expressions.next(anyNumber())));
      if (random.nextInt(3) == 0) {
        document
            .append("\n          when: ")
            .append(scalar(expressions.next(RandomExpressions.Type.BOOL)));
      }
      if (random.nextInt(6) == 0) {
        document
            .append("\n          ")
            .append(any("weight: 2", "weight: -1", "dwell: 2h", "dwell: soon", "pools: [h100]"))
            .append(any("", "\n          reason: it is \"so\"", "\n          tire: elastic"));
      }
      document.append('\n');
    }
    return random.nextInt(20) == 0 ? damaged(document) : document.toString();
  }

  /** The expression as a document may write it: in quotes, as a block, or as it is. */
  private String scalar(String expression) {
    String quoted =
        expression
            .codePoints()
            .mapToObj(RandomExpressionDocumentsTest::escaped)
            .reduce("", String::concat);
    return switch (random.nextInt(10)) {
      case 0 -> expression;
      case 1 -> "|-\n            " + expression.replace("\n", "\n            ");
      default -> "\"" + quoted + "\"";
    };
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case 0 -> "\\0";
      case '\u2028' -> "\\L";
      default -> Character.toString(c);
    };
  }

  private String damaged(StringBuilder document) {
    int at = random.nextInt(document.length());
    return document
        .replace(at, at + random.nextInt(3), any("", " ", ":", "- ", "{", "\"", "\n"))
        .toString();
  }

  private RandomExpressions.Type anyNumber() {
    return random.nextBoolean() ? RandomExpressions.Type.INT : RandomExpressions.Type.DOUBLE;
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static ClusterSnapshot cluster() {
    List<GpuNode> nodes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      WorkloadClass holder = i < 8 ? WorkloadClass.TRAINING : WorkloadClass.INFERENCE;
      nodes.add(GpuNode.assigned("n" + i, "h100", "", holder, Instant.EPOCH, NodeCondition.IDLE));
    }
    TimeSeries history = TimeSeries.EMPTY.plus(NOW.minusSeconds(3_600), 30, 9).plus(NOW, 20.5, 9);
    return ClusterSnapshot.at(NOW)
        .pools(List.of(NodePool.uniform("h100", 8, Mode.ENFORCE)))
        .nodes(nodes)
        .pending(List.of(new PendingGang("w", WorkloadClass.TRAINING, 16, 0, NOW)))
        .demands(
            List.of(
                new Demand(
                    WorkloadClass.INFERENCE, List.of("h100"), new Gpus(20.5), history, "test")))
        .build();
  }
}
