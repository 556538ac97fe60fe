package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.GUARANTEE;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.plan.PlannerTest.plan;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.gang;
import static dev.fungible.scheduler.testing.Samples.node;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which gangs a planner stops or shrinks. */
class VictimsTest {

  @Test
  void elasticGangsShrinkBeforeAnyGangStops() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 4),
            List.of(gang("cheap", Duration.ZERO, 1, "t0"), elastic("e", 1, "t1", "t2", "t3")),
            bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(plan.moves())
        .extracting(Move::node, Move::disruption)
        .containsExactly(tuple("t1", Disruption.SHRINK), tuple("t2", Disruption.SHRINK));
  }

  @Test
  void anElasticGangShrinksNoFurtherThanItCan() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 4),
            List.of(gang("cheap", Duration.ZERO, 1, "t0"), elastic("e", 2, "t1", "t2", "t3")),
            bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(plan.moves())
        .extracting(Move::node, Move::disruption)
        .containsExactly(tuple("t1", Disruption.SHRINK), tuple("t0", Disruption.PREEMPT));
  }

  @Test
  void nodesThatAShiftTakesFromAnElasticGangCountAsGivenUp() {
    List<GpuNode> nodes = new ArrayList<>(nodes("t", "p", TRAINING, 4));
    nodes.set(
        3,
        Samples.shifting(
            nodes.get(3), Samples.shift("t3", ShiftPhase.DRAINING), NodeCondition.BUSY));
    Plan plan =
        plan(
            nodes,
            List.of(gang("cheap", Duration.ZERO, 1, "t0"), elastic("e", 2, "t1", "t2", "t3")),
            bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(plan.moves())
        .extracting(Move::node, Move::disruption)
        .containsExactly(tuple("t0", Disruption.PREEMPT));
  }

  @Test
  void theGangThatLosesLeastStops() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 3),
            List.of(
                gang("old", Duration.ofHours(3), 1, "t0"),
                gang("fresh", Duration.ofMinutes(3), 1, "t1"),
                gang("middle", Duration.ofHours(1), 1, "t2")),
            bid(INFERENCE, PROTECT, 1, "p"));
    Move move = plan.moves().getFirst();
    assertThat(move.node()).isEqualTo("t1");
    assertThat(move.gangs()).containsExactly("fresh");
    assertThat(move.loss().value()).isCloseTo(8 * 0.05, within(1e-9));
    assertThat(move.alternatives()).extracting(Move.Alternative::node).containsExactly("t2", "t0");
    assertThat(move.alternatives().getFirst().loss().value()).isCloseTo(8, within(1e-9));
  }

  @Test
  void alternativesComeInTheOrderInWhichTheyWouldBeChosen() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 3),
            List.of(
                begun("begun", Duration.ofMinutes(3), "t0"),
                gang("old", Duration.ofMinutes(5), 1, "t1"),
                gang("older", Duration.ofMinutes(2), 1, "t2")),
            bid(INFERENCE, PROTECT, 1, "p"));
    assertThat(plan.moves()).extracting(Move::node).containsExactly("t2");
    assertThat(plan.moves().getFirst().alternatives())
        .as("the gang that has just begun loses less, and costs more")
        .extracting(Move.Alternative::node)
        .containsExactly("t1", "t0");
  }

  @Test
  void stoppingOneGangFreesAllItsNodes() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 5),
            List.of(
                gang("wide", Duration.ofMinutes(50), 3, "t0", "t1", "t2"),
                gang("a", Duration.ofHours(2), 1, "t3"),
                gang("b", Duration.ofHours(2), 1, "t4")),
            bid(INFERENCE, PROTECT, 3, "p"));
    assertThat(plan.moves()).extracting(Move::node).containsExactly("t0", "t1", "t2");
    assertThat(plan.moves().stream().mapToDouble(move -> move.loss().value()).sum())
        .as("the gang's loss, shared over its nodes")
        .isCloseTo(20, within(1e-9));
  }

  @Test
  void whatAnEarlierMoveStopsIsIdleForTheNextReceiver() {
    Plan plan =
        plan(
            nodes("t", "p", TRAINING, 3),
            List.of(
                gang("wide", Duration.ofMinutes(1), 2, "t0", "t1"),
                gang("dear", Duration.ofHours(9), 1, "t2")),
            bid(INFERENCE, GUARANTEE, 1, "p"),
            bid(RANKING, PROTECT, 1, "p"));
    assertThat(plan.moves())
        .extracting(Move::node, Move::disruption)
        .containsExactly(tuple("t0", Disruption.PREEMPT), tuple("t1", Disruption.IDLE));
  }

  private static Gang elastic(String name, int minNodes, String... nodes) {
    return gang(name, Duration.ofHours(1), Duration.ofMinutes(5), minNodes, nodes);
  }

  private static Gang begun(String name, Duration ago, String node) {
    return new Gang(
        name,
        TRAINING,
        List.of(new Placement(node, 8)),
        0,
        NOW.minus(ago),
        NOW.minus(ago),
        Duration.ZERO,
        1,
        true,
        false);
  }
}
