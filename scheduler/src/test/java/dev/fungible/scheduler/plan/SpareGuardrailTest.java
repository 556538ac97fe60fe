package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.ELASTIC;
import static dev.fungible.scheduler.model.Tier.PREPARE;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.plan.PlannerTest.plan;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.node;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a class that keeps a spare gives away. */
class SpareGuardrailTest {

  @Test
  void aServingClassKeepsWhatItNeedsIfItsLargestDomainFails() {
    // It needs 4. Of 4 + 4 + 2 nodes the largest domain may fail, and 6 are left.
    Plan plan =
        plan(
            GuardrailCases.domainSpare(INFERENCE, 1),
            racks(4, 4, 2),
            bid(INFERENCE, PROTECT, 4, "p"),
            bid(TRAINING, ELASTIC, 99, "p"));
    assertThat(plan.moves()).hasSize(4);
    assertThat(plan.rejections())
        .extracting(Rejection::constraint, Rejection::nodes)
        .containsExactly(tuple("domain-spare", 2));
    assertThat(plan.rejections().getFirst().reason())
        .endsWith("is needed if its class loses the domain where it has most nodes");
  }

  @Test
  void aShareOfItIsEnoughWhereTheSettingSaysSo() {
    Plan plan =
        plan(
            GuardrailCases.domainSpare(INFERENCE, 0.5),
            racks(4, 4, 2),
            bid(INFERENCE, PROTECT, 4, "p"),
            bid(TRAINING, ELASTIC, 99, "p"));
    assertThat(plan.moves()).as("down to what it was granted").hasSize(6);
  }

  @Test
  void nothingIsKeptThatWouldNotHelp() {
    Plan plan =
        plan(
            GuardrailCases.domainSpare(INFERENCE, 1),
            racks(10),
            bid(INFERENCE, PROTECT, 4, "p"),
            bid(TRAINING, ELASTIC, 99, "p"));
    assertThat(plan.moves()).hasSize(6);
  }

  @Test
  void anotherClassWhoseSloIsAtStakeGetsTheSpare() {
    Plan plan =
        plan(
            GuardrailCases.domainSpare(INFERENCE, 1),
            racks(4, 4, 2),
            bid(INFERENCE, PROTECT, 4, "p"),
            bid(RANKING, PROTECT, 6, "p"));
    assertThat(plan.moves()).hasSize(6);
  }

  @Test
  void whatElasticBidsWouldUseNeedsNoSpare() {
    Plan plan =
        plan(
            GuardrailCases.domainSpare(INFERENCE, 1),
            racks(2, 2),
            bid(INFERENCE, ELASTIC, 0.001, 4, "p"),
            bid(TRAINING, PREPARE, 4, "p"));
    assertThat(plan.moves()).hasSize(4);
  }

  private static ClusterSnapshot racks(int... sizes) {
    List<GpuNode> nodes = new ArrayList<>();
    for (int rack = 0; rack < sizes.length; rack++) {
      for (int i = 0; i < sizes[rack]; i++) {
        nodes.add(node("i" + rack + i, "p", "rack-" + rack, INFERENCE));
      }
    }
    return ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(nodes).build();
  }
}
