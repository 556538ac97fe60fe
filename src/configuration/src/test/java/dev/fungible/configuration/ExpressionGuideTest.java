package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.spi.Bid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules that the guide shows do what it says. */
class ExpressionGuideTest {

  private static final Path GUIDE = Path.of("../docs/guide/expressions.md");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final Pattern REFUSAL =
      Pattern.compile("(?m)^fungible.yaml:9:18: .* is \"(.*?)\"; expected .*$");

  /** A Monday, 09:00 in Berlin. */
  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");

  private final PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());

  @Test
  void inferenceIsPreparedForWhatItWantedYesterdayWhenANodeWillBeReady() throws IOException {
    assertThat(bidsOf(example(0), MONDAY))
        .extracting(Bid::workloadClass, Bid::tier, Bid::nodes, Bid::dwell, Bid::reason)
        .containsExactly(
            // 1.1 × 80 GPUs on nodes of 8; demand jumped from 40 to 80 four minutes from now.
            tuple(
                WorkloadClass.INFERENCE,
                Tier.PREPARE,
                11,
                Duration.ofHours(2),
                "as yesterday (rules[0] says 11 nodes)"));
    assertThat(bidsOf(example(0), MONDAY.minus(Duration.ofHours(10)))).isEmpty();
  }

  @Test
  void trainingIsProtectedWhenItsQueueHasWaitedTooLong() throws IOException {
    assertThat(bidsOf(example(1), MONDAY))
        .extracting(Bid::workloadClass, Bid::tier, Bid::nodes)
        .containsExactly(tuple(WorkloadClass.TRAINING, Tier.PROTECT, 4));
    assertThat(bidsOf(example(1), MONDAY.minus(Duration.ofHours(2)))).isEmpty();
  }

  @Test
  void rankingIsPromisedHalfOfAPoolForADay() throws IOException {
    assertThat(bidsOf(example(2), MONDAY))
        .extracting(Bid::policy, Bid::workloadClass, Bid::tier, Bid::nodes, Bid::pools)
        .containsExactly(
            tuple("launch", WorkloadClass.RANKING, Tier.GUARANTEE, 10, List.of("h100")));
    assertThat(bidsOf(example(2), MONDAY.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void theRefusalsAreThoseOfTheReader() throws IOException {
    ConfigurationReader reader = new ConfigurationReader(registry);
    List<MatchResult> shown = REFUSAL.matcher(Files.readString(GUIDE)).results().toList();

    assertThat(shown)
        .hasSize(2)
        .allSatisfy(
            refusal ->
                assertThat(
                        catchThrowable(
                            () -> reader.read("fungible.yaml", faulty(refusal.group(1)))))
                    .hasMessage(refusal.group()));
  }

  private static byte[] faulty(String nodes) {
    return """
        apiVersion: fungible.dev/v1alpha1
        policies:
          - name: demand
          - name: expression
            settings:
              rules:
                - workloadClass: inference
                  tier: Prepare
                  nodes: %s
        """
        .formatted(nodes)
        .getBytes(UTF_8);
  }

  private static String example(int index) throws IOException {
    return YAML.matcher(Files.readString(GUIDE)).results().toList().get(index).group(1);
  }

  private List<Bid> bidsOf(String policies, Instant now) {
    String document = "apiVersion: fungible.dev/v1alpha1\n" + policies;
    Configuration configuration =
        new ConfigurationReader(registry).read("guide.yaml", document.getBytes(UTF_8));
    Decision decision =
        new EngineFactory(registry).engine(configuration, new LeastLoss()).decide(cluster(now));
    assertThat(decision.failures()).isEmpty();
    return decision.bids().stream()
        .filter(bid -> bid.policy().equals("expression") || bid.policy().equals("launch"))
        .toList();
  }

  /** Twenty training nodes; a gang has waited since two in the morning of that Monday. */
  private static ClusterSnapshot cluster(Instant now) {
    List<GpuNode> nodes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      nodes.add(
          GpuNode.assigned(
              "n" + i, "h100", "", WorkloadClass.TRAINING, Instant.EPOCH, NodeCondition.IDLE));
    }
    TimeSeries history =
        TimeSeries.EMPTY
            .plus(MONDAY.minus(Duration.ofHours(48)), 40, 9)
            .plus(MONDAY.minus(Duration.ofHours(24)).plus(Duration.ofMinutes(4)), 80, 9);
    return ClusterSnapshot.at(now)
        .pools(List.of(NodePool.uniform("h100", 8, Mode.ENFORCE)))
        .nodes(nodes)
        .pending(
            List.of(
                new PendingGang(
                    "w", WorkloadClass.TRAINING, 64, 0, MONDAY.minus(Duration.ofMinutes(361)))))
        .demands(
            List.of(
                new Demand(
                    WorkloadClass.INFERENCE, List.of("h100"), new Gpus(40), history, "test")))
        .build();
  }
}
