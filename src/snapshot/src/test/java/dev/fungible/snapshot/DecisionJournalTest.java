package dev.fungible.snapshot;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.execute.StepResult.Outcome;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.scheduler.plan.Grant;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionJournalTest {

  private static final Instant NOW = Samples.NOW;

  private final List<DecisionRecord> written = new ArrayList<>();
  private final DecisionJournal journal =
      new DecisionJournal(() -> new Origin("operator", "a", "7f70", "41"), written::add);

  @Test
  void aClusterAtRestGivesOneRecordHoweverOftenItIsLookedAt() {
    for (int second = 0; second < 36_000; second += 10) {
      // Reasons tell of figures that change with every look.
      cycle(second, bids(4, "wants " + second / 7.0), List.of(), List.of());
    }

    assertThat(written).hasSize(1);
  }

  @Test
  void whatIsWantedIsTellableOnceAMinuteAndNeverForgotten() {
    for (int second = 0; second <= 300; second += 5) {
      cycle(second, bids(second % 7, "why"), List.of(), List.of());
    }
    assertThat(written).hasSize(6);

    cycle(310, bids(100, "why"), List.of(), List.of());
    cycle(365, bids(100, "why"), List.of(), List.of());
    assertThat(written).hasSize(7);
    assertThat(written.getLast().bids()).extracting(DecisionRecord.Asked::nodes).contains(100);
    assertThat(written.getLast().cycle()).isEqualTo(63);
  }

  @Test
  void aRefusalIsNews() {
    cycle(0, bids(4, "why"), List.of(), List.of());
    Rejection rejection = new Rejection("p", INFERENCE, Tier.PROTECT, 2, "cooldown", "n1 rests");
    cycle(60, bids(4, "why"), List.of(), List.of(rejection));

    assertThat(written).hasSize(2);
    assertThat(written.getLast().rejections())
        .containsExactly(
            new DecisionRecord.Rejected("p", "inference", Tier.PROTECT, 2, "cooldown", "n1 rests"));
  }

  @Test
  void aShiftThatFailedIsAnEndToo() {
    cycle(0, bids(4, "why"), List.of(), List.of());
    Shift shift = shift("n1", 1);
    Shift failed = shift.in(ShiftPhase.FAILED, NOW.plusSeconds(2));
    journal.onPass(List.of(new StepResult(shift, failed, Outcome.FAILED, "refused")));
    journal.onPass(List.of(new StepResult(failed, failed, Outcome.SUCCEEDED, "")));
    cycle(3, bids(4, "why"), List.of(), List.of());

    assertThat(written).hasSize(2);
    assertThat(written.getLast().ended()).hasSize(1);
  }

  @Test
  void startsAndEndsAreNeverHeldBack() {
    cycle(0, bids(4, "why"), List.of(), List.of());
    cycle(1, bids(4, "why"), List.of(move("n1", "gang")), List.of());
    Shift shift = shift("n1", 1);
    Shift done = shift.in(ShiftPhase.WARMING, NOW.plusSeconds(2)).in(ShiftPhase.DONE, NOW);
    journal.onPass(List.of(new StepResult(shift, done, Outcome.SUCCEEDED, "")));
    journal.onPass(List.of(new StepResult(done, done, Outcome.SUCCEEDED, "")));
    cycle(3, bids(4, "why"), List.of(), List.of());

    assertThat(written).hasSize(3);
    assertThat(written.get(1).started())
        .singleElement()
        .satisfies(
            move -> {
              assertThat(move.shift()).isEqualTo(shift.id());
              assertThat(move.policies()).containsExactly("test");
              assertThat(move.dwell()).isEqualTo(Duration.ofDays(1));
            });
    assertThat(written.get(1).victims())
        .containsExactly(
            new DecisionRecord.Victim(
                "gang",
                "training",
                Disruption.PREEMPT,
                2,
                1,
                16,
                16 * 3601 / 3600.0,
                NOW.minusSeconds(3600)));
    assertThat(written.get(1).allocation())
        .contains(
            new DecisionRecord.Held(
                "p",
                "inference",
                0,
                4,
                1,
                List.of(new DecisionRecord.Share(Tier.PROTECT, 4, List.of("test")))));
    assertThat(written.getLast().ended())
        .singleElement()
        .satisfies(ended -> assertThat(ended.phase()).isEqualTo(ShiftPhase.DONE));
  }

  @Test
  void aMoveThatIsOnlyPlannedIsToldOnceAndHasNoShift() {
    for (int second = 0; second <= 600; second += 10) {
      Decision decision = decision(bids(4, "why"), List.of(move("n1", "gang")), List.of());
      journal.onCycle(
          new CycleReport(snapshot(second, Mode.OBSERVE), decision, List.of(), List.of()));
    }

    assertThat(written).hasSize(1);
    assertThat(written.getFirst().moves()).hasSize(1);
    assertThat(written.getFirst().victims()).hasSize(1);
    assertThat(written.getFirst().started()).isEmpty();
  }

  @Test
  void whatTurnsBackBetweenCyclesIsARecallOfTheNextOne() {
    cycle(0, bids(4, "why"), List.of(), List.of());
    Shift shift = shift("n1", 1);
    Shift turned = shift.rollingBack(NOW.plusSeconds(2), "not wanted any more");
    journal.onPass(List.of(new StepResult(shift, turned, Outcome.SUCCEEDED, "")));
    journal.onPass(List.of(new StepResult(turned, turned, Outcome.SUCCEEDED, "")));
    cycle(3, bids(4, "why"), List.of(), List.of());
    cycle(100, bids(5, "why"), List.of(), List.of());

    assertThat(written).hasSize(3);
    assertThat(written.get(1).recalls())
        .containsExactly(new DecisionRecord.Recalled("n1", shift.id(), "not wanted any more"));
    assertThat(written.get(2).recalls()).isEmpty();
  }

  @Test
  void aRecallThatCouldNotBeSavedIsNone() {
    Shift shift = shift("n1", 0);
    GpuNode node = Samples.shifting(Samples.node("n1", "p", TRAINING), shift, NodeCondition.IDLE);
    ClusterSnapshot seen =
        ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(List.of(node)).build();
    Plan plan =
        new Plan(
            List.of(),
            List.of(new Plan.Recall("n1", shift.id(), "not wanted any more")),
            List.of());
    Decision decision =
        new Decision(List.of(), List.of(), new Allocation(List.of(), List.of()), plan);
    StepResult refused = new StepResult(shift, shift, Outcome.FAILED, "refused");

    journal.onCycle(new CycleReport(seen, decision, List.of(), List.of(refused)));

    assertThat(written.getLast().recalls()).isEmpty();
    assertThat(written.getLast().isDeed()).isFalse();
    assertThat(written.getLast().allocation())
        .extracting(DecisionRecord.Held::workloadClass, DecisionRecord.Held::then)
        .containsExactly(tuple("inference", 1));
  }

  @Test
  void nothingIsTakenFromAGangByMovesThatCouldNotStart() {
    Decision decision =
        decision(bids(4, "why"), List.of(move("n1", "gang"), move("n2", "gang")), List.of());
    StepResult started = new StepResult(null, shift("n1", 0), Outcome.SUCCEEDED, "");
    StepResult refused = new StepResult(null, shift("n2", 0), Outcome.FAILED, "refused");

    journal.onCycle(
        new CycleReport(
            snapshot(0), decision, List.of(started.shift()), List.of(started, refused)));
    journal.onCycle(new CycleReport(snapshot(60), decision, List.of(), List.of(refused)));
    cycle(120, bids(5, "why"), List.of(), List.of());

    assertThat(written.get(0).victims())
        .extracting(DecisionRecord.Victim::gang, DecisionRecord.Victim::taken)
        .containsExactly(tuple("gang", 1));
    assertThat(written.get(0).moves()).hasSize(2);
    assertThat(written.get(1).victims()).isEmpty();
  }

  @Test
  void whatEndedAfterTheLastCycleIsToldAtTheEndWithThatDecision() {
    cycle(0, bids(4, "why"), List.of(move("n1", "gang")), List.of());
    Shift shift = shift("n1", 0);
    Shift done = shift.in(ShiftPhase.DONE, NOW.plusSeconds(9));
    journal.onPass(List.of(new StepResult(shift, done, Outcome.SUCCEEDED, "")));

    journal.flush();
    journal.flush();

    assertThat(written).hasSize(2);
    assertThat(written.getLast().ended())
        .extracting(DecisionRecord.Ended::shift)
        .containsExactly(shift.id());
    assertThat(written.getLast().bids()).isEqualTo(written.getFirst().bids());
    assertThat(written.getLast().allocation()).isEqualTo(written.getFirst().allocation());
    assertThat(written.getLast().moves()).isEmpty();
    assertThat(written.getLast().victims()).isEmpty();
  }

  private void cycle(int second, List<Bid> bids, List<Move> moves, List<Rejection> rejections) {
    journal.onCycle(Cycles.of(snapshot(second), decision(bids, moves, rejections), List.of()));
  }

  private static Decision decision(List<Bid> bids, List<Move> moves, List<Rejection> rejections) {
    List<Grant> grants =
        bids.stream()
            .filter(bid -> bid.nodes() > 0)
            .map(bid -> new Grant("p", bid.workloadClass(), bid.tier(), bid.nodes(), List.of(bid)))
            .toList();
    return new Decision(
        bids, List.of(), new Allocation(grants, List.of()), new Plan(moves, List.of(), rejections));
  }

  private static ClusterSnapshot snapshot(int second) {
    return snapshot(second, Mode.ENFORCE);
  }

  private static ClusterSnapshot snapshot(int second, Mode mode) {
    return ClusterSnapshot.at(NOW.plusSeconds(second))
        .pools(List.of(NodePool.uniform("p", 8, mode)))
        .nodes(Samples.nodes("n", "p", TRAINING, 4))
        .gangs(List.of(Samples.gang("gang", "n1", "n2")))
        .build();
  }

  private static List<Bid> bids(int nodes, String reason) {
    return List.of(
        new Bid(
            "test", INFERENCE, List.of("p"), Tier.PROTECT, 1, nodes, Duration.ofDays(1), reason));
  }

  private static Move move(String node, String gang) {
    return new Move(
        node,
        "p",
        TRAINING,
        INFERENCE,
        Tier.PROTECT,
        TRAINING,
        Disruption.PREEMPT,
        List.of(gang),
        new GpuHours(16),
        "why",
        List.of());
  }

  private static Shift shift(String node, int second) {
    return Shift.planned(
        node, TRAINING, INFERENCE, Tier.PROTECT, TRAINING, NOW.plusSeconds(second), "why");
  }
}
