package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.ELASTIC;
import static dev.fungible.scheduler.model.Tier.GUARANTEE;
import static dev.fungible.scheduler.model.Tier.PREPARE;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.gang;
import static dev.fungible.scheduler.testing.Samples.node;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nodes a planner chooses. */
class PlannerTest {

  @Test
  void idleNodesGoFirst() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 3),
            List.of(gang("a", "t0"), gang("b", "t1")),
            bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(plan.moves())
        .extracting(Move::node, Move::disruption)
        .containsExactly(tuple("t2", Disruption.IDLE), tuple("t0", Disruption.PREEMPT));
  }

  @Test
  void aTopologyDomainIsFinishedBeforeAnotherIsBroken() {
    List<GpuNode> nodes =
        List.of(
            node("n0", "p", "rack-a", TRAINING),
            node("n1", "p", "rack-b", TRAINING),
            node("n2", "p", "rack-b", INFERENCE),
            node("n3", "p", "rack-a", TRAINING),
            node("n4", "p", "rack-b", TRAINING));
    Plan plan = plan(nodes, List.of(), bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(plan.moves()).extracting(Move::node).containsExactly("n1");
    Plan both = plan(nodes, List.of(), bid(INFERENCE, PROTECT, 3, "p"));
    assertThat(both.moves()).extracting(Move::node).containsExactly("n1", "n4");
  }

  @Test
  void aWarmLoanGoesHomeFirst() {
    List<GpuNode> nodes =
        List.of(
            loan("n0", TRAINING, RANKING, Duration.ofMinutes(30)),
            loan("n1", TRAINING, INFERENCE, Duration.ofHours(5)),
            loan("n2", TRAINING, INFERENCE, Duration.ofMinutes(30)),
            loan("n3", TRAINING, null, Duration.ofMinutes(30)));
    Plan plan = plan(nodes, List.of(), bid(INFERENCE, PROTECT, 3, "p"));
    assertThat(plan.moves()).extracting(Move::node).containsExactly("n2", "n1", "n0");
    assertThat(plan.moves()).extracting(Move::lender).containsExactly(null, null, RANKING);
  }

  @Test
  void aLoanIsOwedUnlessTheReceiverWasPromisedTheNode() {
    List<GpuNode> nodes = nodes("t", "p", TRAINING, 1);
    assertThat(plan(nodes, List.of(), bid(INFERENCE, PROTECT, 1, "p")).moves())
        .extracting(Move::lender)
        .containsExactly(TRAINING);
    assertThat(plan(nodes, List.of(), bid(INFERENCE, GUARANTEE, 1, "p")).moves())
        .extracting(Move::lender)
        .containsExactly((WorkloadClass) null);
  }

  @Test
  void movesThatMustPayAreRefusedWhenTheyLoseMoreThanTheyGain() {
    List<GpuNode> nodes = nodes("t", "p", TRAINING, 1);
    List<Gang> gangs = List.of(gang("g", Duration.ofHours(2), 1, "t0"));
    for (Tier tier : List.of(PREPARE, ELASTIC)) {
      Plan plan = plan(nodes, gangs, bidFor(tier, 1, Duration.ofHours(2)));
      assertThat(plan.moves()).isEmpty();
      assertThat(plan.rejections()).extracting(Rejection::constraint).containsExactly("payoff");
      assertThat(plan(nodes, gangs, bidFor(tier, 1, Duration.ofMinutes(127))).moves()).hasSize(1);
    }
    assertThat(plan(nodes, gangs, bidFor(PROTECT, 1, Duration.ZERO)).moves()).hasSize(1);
  }

  @Test
  void theCheaperPartOfWhatDoesNotPayStillMoves() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 2),
            List.of(
                gang("dear", Duration.ofHours(9), 1, "t0"),
                gang("cheap", Duration.ofHours(1), 1, "t1")),
            bidFor(PREPARE, 2, Duration.ofHours(2)));
    assertThat(plan.moves()).extracting(Move::node).containsExactly("t1");
    assertThat(plan.rejections())
        .containsExactly(
            new Rejection(
                "p",
                INFERENCE,
                PREPARE,
                1,
                "payoff",
                "the moves that are left lose more than they gain"));
  }

  @Test
  void nobodyBidsAndEverybodyStays() {
    assertThat(plan(nodes("t", "p", TRAINING, 4), List.of()).isEmpty()).isTrue();
  }

  @Test
  void aReceiverThatNobodyCanServeIsTold() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 2),
            List.of(),
            bid(TRAINING, GUARANTEE, 2, "p"),
            bid(INFERENCE, PROTECT, 1, "p"));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.rejections()).as("the arbiter refused it before").isEmpty();
  }

  @Test
  void aPoolThatIsOffIsNotPlannedAndOneThatIsObservedIs() {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(
                List.of(
                    NodePool.uniform("off", 8, Mode.OFF),
                    NodePool.uniform("seen", 8, Mode.OBSERVE)))
            .nodes(List.of(node("a", "off", TRAINING), node("b", "seen", TRAINING)))
            .build();
    Plan plan =
        plan(
            GuardrailSettings.open(),
            snapshot,
            bid(INFERENCE, PROTECT, 1, "off"),
            bid(RANKING, PROTECT, 1, "seen"));
    assertThat(plan.moves()).extracting(Move::node).containsExactly("b");
  }

  @Test
  void aNodeOfAHigherTierStaysUntilItsClassHasItsGrantsElsewhere() {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("a"), Samples.pool("b")))
            .nodes(
                List.of(
                    node("a0", "a", INFERENCE),
                    node("a1", "a", INFERENCE),
                    node("b0", "b", TRAINING)))
            .gangs(List.of(dontDisturb("busy", "b0")))
            .build();
    // Inference is promised a node of b, which it cannot have now: it gives none of a to training.
    Plan plan =
        plan(
            GuardrailSettings.open(),
            snapshot,
            bid(INFERENCE, PROTECT, 1, "b"),
            bid(INFERENCE, GUARANTEE, 1, "a"),
            bid(TRAINING, ELASTIC, 1, "a"));
    assertThat(plan.moves()).isEmpty();
    assertThat(plan.rejections())
        .extracting(Rejection::to, Rejection::constraint)
        .containsExactlyInAnyOrder(tuple(TRAINING, "reserved"), tuple(INFERENCE, "do-not-disrupt"));
  }

  @Test
  void aCeilingHoldsOverWhatIsHeldElsewhere() {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("a"), Samples.pool("b")))
            .nodes(
                List.of(
                    node("a0", "a", INFERENCE),
                    node("a1", "a", INFERENCE),
                    node("b0", "b", TRAINING),
                    node("b1", "b", TRAINING)))
            .build();
    GuardrailSettings settings = GuardrailCases.limited("inference", new Limits.Range(0, 3));
    Plan plan = plan(settings, snapshot, bid(INFERENCE, PROTECT, 2, "b"));
    assertThat(plan.moves()).hasSize(1);
    assertThat(plan.rejections()).extracting(Rejection::constraint).containsExactly("limits.max");
  }

  private static Gang dontDisturb(String name, String node) {
    return new Gang(
        name,
        TRAINING,
        List.of(new Placement(node, 8)),
        0,
        NOW.minus(Duration.ofDays(1)),
        NOW,
        Duration.ZERO,
        1,
        false,
        true);
  }

  private static GpuNode loan(
      String name, WorkloadClass to, @Nullable WorkloadClass lender, Duration since) {
    return new GpuNode(name, "p", "", to, NOW.minus(since), lender, NodeCondition.IDLE, null);
  }

  private static Bid bidFor(Tier tier, int nodes, Duration dwell) {
    return new Bid("test", INFERENCE, List.of("p"), tier, 1, nodes, dwell, "wants more");
  }

  /** What is planned in a pool of these nodes where no guardrail holds. */
  static Plan plan(List<GpuNode> nodes, List<Gang> gangs, Bid... bids) {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(nodes).gangs(gangs).build();
    return plan(GuardrailSettings.open(), snapshot, bids);
  }

  static Plan plan(GuardrailSettings settings, ClusterSnapshot snapshot, Bid... bids) {
    Allocation allocation =
        new Arbiter(new Limits(settings.limits())).allocate(snapshot, List.of(bids));
    return new Planner(PlannerSettings.defaults(), settings, new LeastLoss())
        .plan(snapshot, allocation);
  }
}
