package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.ELASTIC;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.node;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each guardrail narrows the plan, and names itself in the rejection. */
class GuardrailsTest {

  private static final List<GpuNode> TEN = nodes("t", "p", TRAINING, 10);

  @Test
  void aNodeRestsForTheCooldown() {
    GpuNode moved = since("t0", NOW.minus(Duration.ofMinutes(9)));
    assertRejected(GuardrailCases.cooldown(Duration.ofMinutes(10)), cluster(moved), "cooldown");
    assertMoves(1, GuardrailCases.cooldown(Duration.ofMinutes(9)), cluster(moved));
  }

  @Test
  void aNodeRestsAfterAShiftThatRolledBackToo() {
    GpuNode node = node("t0", "p", TRAINING);
    FinishedShift rolledBack =
        new FinishedShift(
            Samples.shift("t0", ShiftPhase.ROLLED_BACK), NOW.minus(Duration.ofMinutes(3)));
    ClusterSnapshot snapshot = cluster(node).finishedShifts(List.of(rolledBack)).build();
    assertRejected(GuardrailCases.cooldown(Duration.ofMinutes(10)), snapshot, "cooldown");
    assertMoves(1, GuardrailCases.cooldown(Duration.ofMinutes(3)), snapshot);
  }

  @Test
  void aGangMayRunForItsMinimumTime() {
    Gang young = gang(NOW.minus(Duration.ofMinutes(9)), NOW, false);
    ClusterSnapshot snapshot = cluster(node("t0", "p", TRAINING)).gangs(List.of(young)).build();
    assertRejected(
        GuardrailCases.minimumRunTime(Duration.ofMinutes(10)), snapshot, "minimum-run-time");
    assertMoves(1, GuardrailCases.minimumRunTime(Duration.ofMinutes(9)), snapshot);
  }

  @Test
  void aGangThatLosesNothingNeedsNoMinimumTime() {
    Gang stateless = gang(NOW, null, false);
    ClusterSnapshot snapshot = cluster(node("t0", "p", TRAINING)).gangs(List.of(stateless)).build();
    assertMoves(1, GuardrailCases.minimumRunTime(Duration.ofHours(1)), snapshot);
  }

  @Test
  void aGangThatAskedForItIsNotDisrupted() {
    Gang shy = gang(NOW.minus(Duration.ofDays(1)), NOW, true);
    ClusterSnapshot snapshot = cluster(node("t0", "p", TRAINING)).gangs(List.of(shy)).build();
    assertRejected(GuardrailSettings.open(), snapshot, "do-not-disrupt");
  }

  @Test
  void onlyAShareOfThePoolIsInAShiftAtOnce() {
    List<GpuNode> nodes = new ArrayList<>(TEN);
    nodes.set(0, inShift("t0", ShiftPhase.DRAINING));
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(nodes).build();
    Plan plan =
        PlannerTest.plan(
            GuardrailCases.concurrentShare(0.3), snapshot, bid(INFERENCE, PROTECT, 6, "p"));
    assertThat(plan.moves()).hasSize(2);
    assertThat(plan.rejections())
        .extracting(Rejection::constraint, Rejection::nodes)
        .containsExactly(tuple("concurrent-shifts", 3));
  }

  @Test
  void aShareIsRoundedUpButNotByRoundingErrors() {
    ClusterSnapshot hundred =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("p")))
            .nodes(nodes("t", "p", TRAINING, 100))
            .build();
    assertMoves(7, GuardrailCases.concurrentShare(0.07), hundred);
    ClusterSnapshot three =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("p")))
            .nodes(nodes("t", "p", TRAINING, 3))
            .build();
    assertMoves(1, GuardrailCases.concurrentShare(0.01), three);
  }

  @Test
  void onlyAShareOfThePoolStartsToShiftWithinTheWindow() {
    List<GpuNode> nodes = new ArrayList<>(TEN);
    nodes.set(0, inShift("t0", ShiftPhase.WARMING));
    FinishedShift recent = finished("t1", Duration.ofMinutes(29));
    FinishedShift longAgo = finished("t2", Duration.ofMinutes(30));
    FinishedShift elsewhere = finished("gone", Duration.ofMinutes(1));
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("p")))
            .nodes(nodes)
            .finishedShifts(List.of(recent, longAgo, elsewhere))
            .build();
    Plan plan =
        PlannerTest.plan(
            GuardrailCases.rate(0.5, Duration.ofMinutes(30)),
            snapshot,
            bid(INFERENCE, PROTECT, 9, "p"));
    assertThat(plan.moves()).hasSize(3);
    assertThat(plan.rejections())
        .extracting(Rejection::constraint, Rejection::nodes)
        .containsExactly(tuple("rate-budget", 5));
  }

  @Test
  void theBudgetIsForAllReceiversTogetherTheMostUrgentFirst() {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(TEN).build();
    Plan plan =
        PlannerTest.plan(
            GuardrailCases.concurrentShare(0.3),
            snapshot,
            bid(RANKING, ELASTIC, 2, "p"),
            bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(plan.moves()).extracting(Move::tier).containsExactly(PROTECT, PROTECT, ELASTIC);
  }

  @Test
  void nothingStartsInAFrozenWindow() {
    Instant later = NOW.plus(Duration.ofHours(1));
    FrozenWindow during = FrozenWindow.between(NOW, later);
    ClusterSnapshot snapshot = cluster(node("t0", "p", TRAINING)).build();
    assertRejected(GuardrailCases.frozen(during), snapshot, "frozen-window");
    FrozenWindow over = FrozenWindow.between(NOW.minus(Duration.ofHours(1)), NOW);
    assertMoves(1, GuardrailCases.frozen(over), snapshot);
    assertThatThrownBy(() -> FrozenWindow.between(later, NOW)).hasMessageContaining("after from");
  }

  @Test
  void nothingStartsOrTurnsBackOnWhatIsStaleOrIncomplete() {
    List<GpuNode> nodes = new ArrayList<>(TEN);
    nodes.set(0, inShift("t0", ShiftPhase.PENDING));
    for (Freshness freshness :
        List.of(
            new Freshness(Duration.ofMinutes(3), List.of()),
            new Freshness(Duration.ZERO, List.of("pods")))) {
      ClusterSnapshot snapshot =
          ClusterSnapshot.at(NOW)
              .freshness(freshness)
              .pools(List.of(Samples.pool("p")))
              .nodes(nodes)
              .build();
      assertRejected(GuardrailSettings.open(), snapshot, "stale-data");
      assertThat(PlannerTest.plan(GuardrailSettings.open(), snapshot).recalls()).isEmpty();
    }
  }

  private static void assertRejected(
      GuardrailSettings settings, ClusterSnapshot snapshot, String guardrail) {
    Plan plan = PlannerTest.plan(settings, snapshot, bid(INFERENCE, PROTECT, 99, "p"));
    assertThat(plan.moves()).isEmpty();
    assertThat(plan.rejections()).extracting(Rejection::constraint).containsExactly(guardrail);
  }

  private static void assertRejected(
      GuardrailSettings settings, ClusterSnapshot.Builder snapshot, String guardrail) {
    assertRejected(settings, snapshot.build(), guardrail);
  }

  private static void assertMoves(
      int count, GuardrailSettings settings, ClusterSnapshot.Builder snapshot) {
    assertMoves(count, settings, snapshot.build());
  }

  private static void assertMoves(int count, GuardrailSettings settings, ClusterSnapshot snapshot) {
    assertThat(PlannerTest.plan(settings, snapshot, bid(INFERENCE, PROTECT, 999, "p")).moves())
        .hasSize(count);
  }

  private static ClusterSnapshot.Builder cluster(GpuNode node) {
    return ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(List.of(node));
  }

  private static GpuNode since(String name, Instant since) {
    return GpuNode.assigned(name, "p", "", TRAINING, since, NodeCondition.IDLE);
  }

  private static GpuNode inShift(String name, ShiftPhase phase) {
    return Samples.shifting(
        node(name, "p", TRAINING), Samples.shift(name, phase), NodeCondition.IDLE);
  }

  private static FinishedShift finished(String node, Duration ago) {
    Instant start = NOW.minus(ago);
    Shift shift =
        Shift.planned(node, INFERENCE, TRAINING, PROTECT, null, start, "")
            .in(ShiftPhase.DONE, start);
    return new FinishedShift(shift, NOW);
  }

  private static Gang gang(Instant started, @Nullable Instant safe, boolean doNotDisrupt) {
    return new Gang(
        "g",
        TRAINING,
        List.of(new Placement("t0", 8)),
        0,
        started,
        safe,
        Duration.ZERO,
        1,
        false,
        doNotDisrupt);
  }
}
