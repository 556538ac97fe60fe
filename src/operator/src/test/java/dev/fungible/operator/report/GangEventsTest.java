package dev.fungible.operator.report;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.execute.StepResult.Outcome;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.scheduler.plan.Grant;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.DecisionRecords;
import dev.fungible.snapshot.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class GangEventsTest {

  private static final Instant NOW = Samples.NOW;
  private static final ObjectReference JOB =
      new ObjectReference("batch/v1", "Job", "team", "train", "uid-1");

  private final List<Notice> told = new ArrayList<>();
  private final List<SortedSet<String>> asked = new ArrayList<>();
  private final GangEvents events =
      new GangEvents(
          told::add,
          gangs -> {
            asked.add(gangs);
            return Map.of("team/job/train", List.of(JOB));
          });

  @Test
  void theOwnerIsToldOnceWhenTheFirstNodeDrains() {
    events.onCycle(started(Disruption.PREEMPT, Duration.ofHours(2), "n1", "n2"));
    assertThat(told).isEmpty();

    events.onPass(List.of(draining("n1"), draining("n2")));
    events.onPass(List.of(draining("n1")));

    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.about()).isEqualTo(JOB);
              assertThat(notice.severity()).isEqualTo(Notice.Severity.NORMAL);
              assertThat(notice.reason()).isEqualTo("GangPreempted");
              assertThat(notice.message())
                  .isEqualTo(
                      "Preempted for inference (forecast, PROTECT): wants 2 more; it leaves n1, n2;"
                          + " an estimated 16.00 GPU-hours lost, its work was last safe at"
                          + " 2026-03-02T08:00:00Z. It may come back when training holds 2 more"
                          + " nodes, or when as many of its own become free; inference expects to"
                          + " use them for PT2H.");
            });
  }

  @Test
  void aBidThatExpectsNothingPromisesNoTime() {
    events.onCycle(started(Disruption.PREEMPT, Duration.ZERO, "n1"));
    events.onPass(List.of(draining("n1")));

    assertThat(told)
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.message())
                    .endsWith(
                        "It may come back when training holds 1 more node, or when as many of its"
                            + " own become free."));
  }

  @Test
  void aGangThatIsShrunkGoesOn() {
    events.onCycle(started(Disruption.SHRINK, Duration.ZERO, "n1"));
    events.onPass(List.of(draining("n1")));

    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.reason()).isEqualTo("GangShrunk");
              assertThat(notice.message())
                  .startsWith("Shrunk for inference (forecast, PROTECT): wants 2 more")
                  .endsWith("It goes on with 1 fewer node and is not grown back by itself.");
            });
  }

  @Test
  void aShiftThatTurnsBackBeforeItDrainsTellsNobody() {
    events.onCycle(started(Disruption.PREEMPT, Duration.ZERO, "n1"));
    Shift turned = shift("n1").rollingBack(NOW.plusSeconds(5), "not wanted any more");
    events.onPass(List.of(new StepResult(shift("n1"), turned, Outcome.SUCCEEDED, "")));
    events.onCycle(report(List.of(), List.of(), List.of()));
    events.onPass(List.of(draining("n1")));

    assertThat(told).isEmpty();
  }

  @Test
  void whatIsUnderWayIsRememberedFromCycleToCycle() {
    events.onCycle(started(Disruption.PREEMPT, Duration.ZERO, "n1"));
    GpuNode node =
        Samples.shifting(
            Samples.node("n1", "p", TRAINING),
            shift("n1").in(ShiftPhase.NOTIFIED, NOW),
            NodeCondition.IDLE);
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW.plusSeconds(9))
            .pools(List.of(Samples.pool("p")))
            .nodes(List.of(node))
            .build();
    events.onCycle(new CycleReport(snapshot, decision(List.of(), BID), List.of(), List.of()));
    events.onPass(List.of(draining("n1")));

    assertThat(told).hasSize(1);
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatAFormerLeaderPlannedIsToldByTheNextOneOnTheSameOccasion() {
    CycleReport planned = started(Disruption.PREEMPT, Duration.ofHours(2), "n1", "n2");
    events.onCycle(planned);
    events.onPass(List.of(draining("n1")));
    GangEvents next = new GangEvents(told::add, gangs -> Map.of("team/job/train", List.of(JOB)));

    next.resume(published(planned), node -> node.equals("n2"));
    next.onPass(List.of(draining("n2")));
    next.onPass(List.of(draining("n1")));

    assertThat(told).hasSize(2);
    assertThat(told.getLast()).isEqualTo(told.getFirst());
  }

  @Test
  void whatAFormerLeaderHadNoTimeToSayIsSaidWithTheFirstCycle() {
    CycleReport planned = started(Disruption.PREEMPT, Duration.ofHours(2), "n1");
    GangEvents next = new GangEvents(told::add, gangs -> Map.of("team/job/train", List.of(JOB)));
    next.resume(published(planned), node -> true);

    next.onCycle(seeing(draining("n1").shift()));
    next.onCycle(seeing(draining("n1").shift()));

    assertThat(told).hasSize(1);
  }

  private static CycleReport seeing(Shift shift) {
    GpuNode node =
        new GpuNode(shift.node(), "p", "", TRAINING, NOW, null, NodeCondition.BUSY, shift);
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(List.of(node)).build();
    return new CycleReport(snapshot, decision(List.of(), BID), List.of(), List.of());
  }

  @Test
  void whatAFormerLeaderHasFinishedIsNotLookedFor() {
    events.resume(
        published(started(Disruption.PREEMPT, Duration.ofHours(2), "n1", "n2")), node -> false);
    events.onPass(List.of(draining("n1")));

    assertThat(asked).isEmpty();
    assertThat(told).isEmpty();
  }

  private static List<DecisionRecord> published(CycleReport report) {
    DecisionRecord decision =
        DecisionRecords.of(
            report, new Origin(Origin.OPERATOR, "a", null, null), 7, List.of(), List.of());
    return DecisionLines.read("map", String.join("\n", DecisionLines.write(decision)));
  }

  @Test
  void whereNobodyIsStoppedNobodyIsLookedFor() {
    Move idle = move("n1", Disruption.IDLE, List.of());
    events.onCycle(report(List.of(idle), List.of(shift("n1")), List.of()));

    assertThat(asked).isEmpty();
  }

  @Test
  void aLongReasonLeavesRoomForWhatMatters() {
    Bid wordy = bid(Duration.ZERO, "because ".repeat(300));
    Move move = move("n1", Disruption.PREEMPT, List.of("team/job/train"));
    Move because =
        new Move(
            move.node(),
            move.pool(),
            move.from(),
            move.to(),
            move.tier(),
            move.lender(),
            move.disruption(),
            move.gangs(),
            move.loss(),
            wordy.reason(),
            List.of());
    events.onCycle(
        new CycleReport(
            snapshot(), decision(List.of(because), wordy), List.of(shift("n1")), List.of()));
    events.onPass(List.of(draining("n1")));

    assertThat(told.getFirst().message()).hasSizeLessThan(1024).endsWith("become free.");
  }

  private static final Bid BID = bid(Duration.ofHours(2), "wants 2 more");

  private static Bid bid(Duration dwell, String reason) {
    return new Bid("forecast", INFERENCE, List.of("p"), Tier.PROTECT, 1, 2, dwell, reason);
  }

  private static CycleReport started(Disruption disruption, Duration dwell, String... nodes) {
    List<Move> moves = new ArrayList<>();
    List<Shift> shifts = new ArrayList<>();
    for (String node : nodes) {
      moves.add(move(node, disruption, List.of("team/job/train")));
      shifts.add(shift(node));
    }
    return new CycleReport(
        snapshot(), decision(moves, bid(dwell, "wants 2 more")), shifts, List.of());
  }

  private static CycleReport report(List<Move> moves, List<Shift> started, List<StepResult> steps) {
    return new CycleReport(snapshot(), decision(moves, BID), started, steps);
  }

  private static Decision decision(List<Move> moves, Bid bid) {
    Grant grant = new Grant("p", INFERENCE, Tier.PROTECT, 2, List.of(bid));
    return new Decision(
        List.of(bid),
        List.of(),
        new Allocation(List.of(grant), List.of()),
        new Plan(moves, List.of(), List.of()));
  }

  private static ClusterSnapshot snapshot() {
    return ClusterSnapshot.at(NOW)
        .pools(List.of(Samples.pool("p")))
        .nodes(Samples.nodes("n", "p", TRAINING, 4))
        .gangs(List.of(Samples.gang("team/job/train", "n1", "n2")))
        .build();
  }

  private static Move move(String node, Disruption disruption, List<String> gangs) {
    return new Move(
        node,
        "p",
        TRAINING,
        INFERENCE,
        Tier.PROTECT,
        TRAINING,
        disruption,
        gangs,
        new GpuHours(8),
        "wants 2 more",
        List.of());
  }

  private static Shift shift(String node) {
    return Shift.planned(node, TRAINING, INFERENCE, Tier.PROTECT, TRAINING, NOW, "wants 2 more");
  }

  private static StepResult draining(String node) {
    Shift notified = shift(node).in(ShiftPhase.NOTIFIED, NOW.plusSeconds(1));
    Shift draining = notified.in(ShiftPhase.DRAINING, NOW.plusSeconds(10));
    return new StepResult(notified, draining, Outcome.SUCCEEDED, "");
  }
}
