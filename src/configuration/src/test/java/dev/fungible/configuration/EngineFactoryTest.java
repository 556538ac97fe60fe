package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineFactoryTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Wants a fixed number of nodes for a class; throws when it is to want none. */
  static final class Wish implements PolicyFactory<Wish.Wanted> {

    record Wanted(WorkloadClass workloadClass, int nodes) {}

    @Override
    public String name() {
      return "wish";
    }

    @Override
    public Wanted defaults() {
      return new Wanted(WorkloadClass.INFERENCE, 1);
    }

    @Override
    public Policy create(Wanted settings) {
      return snapshot -> List.of(bid(settings));
    }

    private static Bid bid(Wanted wanted) {
      if (wanted.nodes() == 0) {
        throw new IllegalStateException("nothing to wish for");
      }
      return new Bid(
          "wish",
          wanted.workloadClass(),
          List.of("h100"),
          Tier.PROTECT,
          1,
          wanted.nodes(),
          Duration.ZERO,
          "wants them");
    }
  }

  private final PolicyRegistry registry = PolicyRegistry.of(List.of(new Wish()));

  @Test
  void policiesBidInTheOrderOfTheDocumentWithTheirOwnSettings() {
    Decision decision =
        decide(
            """
            policies:
              - {name: wish, as: ranks, settings: {workloadClass: ranking, nodes: 2}}
              - {name: wish, as: idle, settings: {nodes: 0}}
              - {name: wish, settings: {nodes: 3}}
            """);

    assertThat(decision.bids())
        .filteredOn(bid -> !bid.policy().equals("idle"))
        .extracting(Bid::policy, Bid::nodes)
        .containsExactly(tuple("ranks", 2), tuple("wish", 3));
    assertThat(decision.failures())
        .extracting(Decision.PolicyFailure::policy)
        .containsExactly("idle");
  }

  @Test
  void limitsAndGuardrailsOfTheDocumentAreInForce() {
    String wish = "policies: [{name: wish, settings: {nodes: 5}}]\n";
    String open = "concurrentShare: 1, rateShare: 1, cooldown: 0s";

    assertThat(decide(wish + "guardrails: {" + open + "}\n").plan().moves()).hasSize(5);
    assertThat(
            decide(wish + "guardrails: {" + open + ", limits: {inference: {max: 2}}}\n")
                .plan()
                .moves())
        .hasSize(2);
    assertThat(decide(wish + "guardrails: {concurrentShare: 0.2}\n").plan().moves()).hasSize(2);
  }

  @Test
  void aPolicyThatIsNotInstalledCannotBeBuilt() {
    Configuration defaults = Configuration.defaults(SamplePolicies.registry());

    assertThatThrownBy(() -> new EngineFactory(registry).engine(defaults, new LeastLoss()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no policy named guarantee; expected wish.");
  }

  private Decision decide(String sections) {
    String document =
        """
        apiVersion: fungible.dev/v1alpha1
        pools: [{name: h100, gpusPerNode: 8, mode: Enforce}]
        """
            + sections;
    Configuration configuration =
        new ConfigurationReader(registry).read("fungible.yaml", document.getBytes(UTF_8));
    return new EngineFactory(registry)
        .engine(configuration, new LeastLoss())
        .decide(tenIdleTrainingNodes(configuration));
  }

  private static ClusterSnapshot tenIdleTrainingNodes(Configuration configuration) {
    List<GpuNode> nodes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      nodes.add(
          GpuNode.assigned(
              "node-" + i,
              "h100",
              "rack",
              WorkloadClass.TRAINING,
              NOON.minus(Duration.ofDays(1)),
              NodeCondition.IDLE));
    }
    return ClusterSnapshot.at(NOON)
        .classes(configuration.classes())
        .pools(configuration.nodePools())
        .nodes(nodes)
        .build();
  }
}
