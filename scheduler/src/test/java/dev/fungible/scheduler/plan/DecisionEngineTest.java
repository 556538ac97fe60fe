package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.ELASTIC;
import static dev.fungible.scheduler.model.Tier.PREPARE;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.testing.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionEngineTest {

  private static final List<GpuNode> NODES =
      Stream.concat(nodes("i", "p", INFERENCE, 2).stream(), nodes("t", "p", TRAINING, 2).stream())
          .toList();
  private static final Policy GREEDY = snapshot -> List.of(bid(TRAINING, ELASTIC, 4, "p"));

  @Test
  void allPoliciesBidAndTheirBidsAreKeptInOrder() {
    Decision decision = decide(GREEDY, snapshot -> List.of(bid(INFERENCE, PREPARE, 1, "p")));
    assertThat(decision.bids()).extracting(Bid::workloadClass).containsExactly(TRAINING, INFERENCE);
    assertThat(decision.allocation().granted("p", TRAINING)).isEqualTo(3);
    assertThat(decision.plan().moves()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource
  void aPolicyThatFailsLosesItsBidsAloneAndServingHolds(Policy broken) {
    Decision decision = decide(broken, GREEDY);
    assertThat(decision.failures())
        .extracting(Decision.PolicyFailure::policy)
        .containsExactly("policy-0");
    assertThat(decision.bids())
        .extracting(Bid::workloadClass, Bid::tier, Bid::nodes)
        .containsExactly(tuple(INFERENCE, Tier.PROTECT, 2), tuple(TRAINING, ELASTIC, 4));
    assertThat(decision.plan().isEmpty()).as("training takes nothing from inference").isTrue();
  }

  static Stream<Policy> aPolicyThatFailsLosesItsBidsAloneAndServingHolds() {
    return Stream.of(
        snapshot -> {
          throw new IllegalStateException("broken");
        },
        snapshot -> {
          throw new NoSuchMethodError("made for another version");
        },
        snapshot -> {
          throw new StackOverflowError();
        },
        snapshot -> Arrays.asList(bid(TRAINING, ELASTIC, 4, "p"), null));
  }

  @Test
  void withoutAFailureNobodyHoldsForServing() {
    assertThat(decide(GREEDY).plan().moves()).hasSize(2);
  }

  private static Decision decide(Policy... policies) {
    List<NamedPolicy> named =
        IntStream.range(0, policies.length)
            .mapToObj(i -> new NamedPolicy("policy-" + i, policies[i]))
            .toList();
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(Samples.NOW).pools(List.of(Samples.pool("p"))).nodes(NODES).build();
    return new DecisionEngine(
            named,
            new Arbiter(Limits.NONE),
            new Planner(PlannerSettings.defaults(), GuardrailSettings.open(), new LeastLoss()))
        .decide(snapshot);
  }
}
