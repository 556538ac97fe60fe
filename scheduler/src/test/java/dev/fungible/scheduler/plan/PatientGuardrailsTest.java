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
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guardrails that hold up tiers that must pay, and no others. */
class PatientGuardrailsTest {

  private static final GuardrailSettings BACKOFF =
      GuardrailCases.backoff(
          Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(35));

  // Each of these gangs loses 8 GPU-hours on its node; the pool of ten nodes has 80 in an hour.

  @Test
  void noMoreIsLostWithinAnHourThanTheBudget() {
    Plan plan = plan(GuardrailCases.lossShare(0.3), busy(), bid(INFERENCE, PREPARE, 5, "p"));
    assertThat(plan.moves()).hasSize(2);
    assertThat(plan.rejections())
        .extracting(Rejection::constraint, Rejection::nodes)
        .containsExactly(tuple("loss-budget", 3));
    assertThat(plan.rejections().getFirst().reason())
        .isEqualTo("8.0 of the 24.0 GPU-hours that may be lost within PT1H are left");
  }

  @Test
  void aGuaranteeAndAnSloAtStakeAreNotHeldUpByIt() {
    for (Tier urgent : List.of(GUARANTEE, PROTECT)) {
      Plan plan = plan(GuardrailCases.lossShare(0), busy(), bid(INFERENCE, urgent, 5, "p"));
      assertThat(plan.moves()).hasSize(5);
    }
  }

  @Test
  void whatTheyLoseIsGoneForTheOthers() {
    Plan plan =
        plan(
            GuardrailCases.lossShare(0.3),
            busy(),
            bid(RANKING, ELASTIC, 2, "p"),
            bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(plan.moves()).extracting(Move::tier).containsExactly(PROTECT, PROTECT, ELASTIC);
  }

  @Test
  void idleNodesCostNothingAndMoveWhateverIsLeft() {
    List<GpuNode> nodes = nodes("t", "p", TRAINING, 10);
    ClusterSnapshot snapshot =
        cluster(nodes).gangs(gangs(nodes.subList(0, 7))).finishedShifts(lost(99, 10)).build();
    Plan plan = plan(GuardrailCases.lossShare(0.3), snapshot, bid(INFERENCE, ELASTIC, 5, "p"));
    assertThat(plan.moves()).extracting(Move::node).containsExactly("t7", "t8", "t9");
    assertThat(plan.rejections()).extracting(Rejection::constraint).containsExactly("loss-budget");
  }

  @Test
  void whatWasLostWithinTheHourCountsAndWhatTurnedBackInTimeDoesNot() {
    assertThat(elasticMovesAfter(lost(16, 59))).isEqualTo(1);
    assertThat(elasticMovesAfter(lost(16, 60))).isEqualTo(3);
    FinishedShift harmless = end(shift("t9", 10, TRAINING, INFERENCE), ShiftPhase.ROLLED_BACK);
    assertThat(elasticMovesAfter(List.of(harmless))).isEqualTo(3);
    Shift drained = shift("t9", 10, TRAINING, INFERENCE).in(ShiftPhase.DRAINING, ago(9));
    assertThat(elasticMovesAfter(List.of(end(drained, ShiftPhase.ROLLED_BACK)))).isEqualTo(1);
  }

  private static int elasticMovesAfter(List<FinishedShift> finished) {
    List<GpuNode> nodes = nodes("t", "p", TRAINING, 10);
    ClusterSnapshot snapshot = cluster(nodes).gangs(gangs(nodes)).finishedShifts(finished).build();
    return plan(GuardrailCases.lossShare(0.3), snapshot, bid(INFERENCE, ELASTIC, 3, "p"))
        .moves()
        .size();
  }

  @Test
  void aShiftUnderWayCountsAndARecordThatDoesNotSayItsLossCountsNothing() {
    List<GpuNode> nodes = new ArrayList<>(nodes("t", "p", TRAINING, 10));
    Shift under = shift("t0", 5, TRAINING, INFERENCE);
    for (Shift shift : List.of(under, Samples.shift("t0", ShiftPhase.PENDING))) {
      nodes.set(0, Samples.shifting(node("t0", "p", TRAINING), shift, NodeCondition.IDLE));
      ClusterSnapshot snapshot = cluster(nodes).gangs(gangs(nodes.subList(1, 10))).build();
      Plan plan = plan(GuardrailCases.lossShare(0.3), snapshot, bid(INFERENCE, ELASTIC, 9, "p"));
      assertThat(plan.moves()).hasSize(shift == under ? 1 : 2);
    }
  }

  @Test
  void aNodeThatWasMovedBackRestsTwiceAsLong() {
    assertThat(elasticMovesAfterReversals(1, 19)).isZero();
    assertThat(elasticMovesAfterReversals(1, 20)).isEqualTo(1);
    assertThat(elasticMovesAfterReversals(0, 10)).isEqualTo(1);
  }

  @Test
  void eachReversalInARowDoublesTheRestUpToTheLimit() {
    assertThat(elasticMovesAfterReversals(2, 34)).as("of four times ten").isZero();
    assertThat(elasticMovesAfterReversals(2, 35)).isEqualTo(1);
    assertThat(elasticMovesAfterReversals(9, 35)).isEqualTo(1);
  }

  @Test
  void anSloAtStakeTakesItAfterThePlainCooldown() {
    ClusterSnapshot snapshot = reversed(3, 10, 30);
    assertThat(plan(BACKOFF, snapshot, bid(INFERENCE, PROTECT, 1, "p")).moves()).hasSize(1);
    assertThat(plan(BACKOFF, snapshot, bid(INFERENCE, ELASTIC, 1, "p")).rejections())
        .extracting(Rejection::constraint, Rejection::reason)
        .containsExactly(
            tuple(
                "back-off",
                "1 nodes are held back, for example t0 was moved back 3 times in a row;"
                    + " rests for PT35M"));
  }

  @Test
  void theDefaultsHoldANodeThatWentBackAsSoonAsItsCooldownLetIt() {
    GuardrailSettings defaults = GuardrailSettings.defaults();
    int apart = (int) defaults.cooldown().plusMinutes(20).toMinutes();
    int rested = (int) defaults.cooldown().plusMinutes(1).toMinutes();
    Plan plan = plan(defaults, reversed(1, rested, apart), bid(INFERENCE, ELASTIC, 1, "p"));
    assertThat(plan.rejections()).extracting(Rejection::constraint).containsExactly("back-off");
    ClusterSnapshot fourth = reversed(3, 3 * 60 + 59, apart);
    assertThat(plan(defaults, fourth, bid(INFERENCE, ELASTIC, 1, "p")).moves()).isEmpty();
  }

  @Test
  void theGuardrailIsNamedWhereItHoldsMoreThanWhatDoesNotPay() {
    assertThat(constraints(2, 1)).containsExactly("back-off");
    assertThat(constraints(1, 2)).containsExactly("payoff");
  }

  /** What refuses all of these: nodes that were moved back, and busy ones that do not pay. */
  private static List<String> constraints(int reversed, int dear) {
    List<GpuNode> nodes = new ArrayList<>(nodes("t", "p", TRAINING, dear));
    List<Gang> gangs =
        nodes.stream()
            .map(node -> gang("on-" + node.name(), Duration.ofDays(9), 1, node.name()))
            .toList();
    List<FinishedShift> finished = new ArrayList<>();
    for (int i = 0; i < reversed; i++) {
      String name = "r" + i;
      nodes.add(since(name, 10));
      finished.add(end(shift(name, 40, TRAINING, INFERENCE), ShiftPhase.DONE));
      finished.add(end(shift(name, 10, INFERENCE, TRAINING), ShiftPhase.DONE));
    }
    ClusterSnapshot snapshot = cluster(nodes).gangs(gangs).finishedShifts(finished).build();
    return plan(BACKOFF, snapshot, bid(INFERENCE, ELASTIC, reversed + dear, "p"))
        .rejections()
        .stream()
        .map(Rejection::constraint)
        .toList();
  }

  @Test
  void aReturnAfterAWhileOrToAThirdClassIsNoReversal() {
    ClusterSnapshot late = reversed(1, 10, 31);
    assertThat(plan(BACKOFF, late, bid(INFERENCE, ELASTIC, 1, "p")).moves()).hasSize(1);
    ClusterSnapshot onward =
        cluster(List.of(since("t0", 10)))
            .finishedShifts(
                List.of(
                    end(shift("t0", 20, RANKING, INFERENCE), ShiftPhase.DONE),
                    end(shift("t0", 10, INFERENCE, TRAINING), ShiftPhase.DONE)))
            .build();
    assertThat(plan(BACKOFF, onward, bid(INFERENCE, ELASTIC, 1, "p")).moves()).hasSize(1);
  }

  private static int elasticMovesAfterReversals(int reversals, int minutesAgo) {
    ClusterSnapshot snapshot = reversed(reversals, minutesAgo, 30);
    return plan(BACKOFF, snapshot, bid(INFERENCE, ELASTIC, 1, "p")).moves().size();
  }

  /** A training node that went to and fro, the last time that long ago. */
  private static ClusterSnapshot reversed(int reversals, int minutesAgo, int apart) {
    List<FinishedShift> finished = new ArrayList<>();
    for (int i = reversals; i >= 0; i--) {
      boolean home = i % 2 == 0;
      Shift shift =
          shift(
              "t0",
              minutesAgo + i * apart,
              home ? INFERENCE : TRAINING,
              home ? TRAINING : INFERENCE);
      finished.add(end(shift, ShiftPhase.DONE));
    }
    return cluster(List.of(since("t0", minutesAgo))).finishedShifts(finished).build();
  }

  private static Plan plan(GuardrailSettings settings, ClusterSnapshot snapshot, Bid... bids) {
    return PlannerTest.plan(settings, snapshot, bids);
  }

  private static ClusterSnapshot busy() {
    List<GpuNode> nodes = nodes("t", "p", TRAINING, 10);
    return cluster(nodes).gangs(gangs(nodes)).build();
  }

  private static ClusterSnapshot.Builder cluster(List<GpuNode> nodes) {
    return ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(nodes);
  }

  private static List<Gang> gangs(List<GpuNode> nodes) {
    return nodes.stream().map(node -> gang("on-" + node.name(), node.name())).toList();
  }

  private static GpuNode since(String name, int minutesAgo) {
    return GpuNode.assigned(name, "p", "", TRAINING, ago(minutesAgo), NodeCondition.IDLE);
  }

  private static List<FinishedShift> lost(int gpuHours, int minutesAgo) {
    Shift shift = shift("t9", minutesAgo, TRAINING, INFERENCE).losing(new GpuHours(gpuHours));
    return List.of(end(shift, ShiftPhase.DONE));
  }

  /** One that loses 16 GPU-hours. */
  private static Shift shift(String node, int minutesAgo, WorkloadClass from, WorkloadClass to) {
    return Shift.planned(node, from, to, PROTECT, null, ago(minutesAgo), "")
        .losing(new GpuHours(16));
  }

  private static FinishedShift end(Shift shift, ShiftPhase phase) {
    return new FinishedShift(shift.in(phase, shift.phaseSince()), shift.startedAt());
  }

  private static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }
}
