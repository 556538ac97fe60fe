package dev.fungible.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.execute.StepResult.Outcome;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShiftEventsTest {

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final Shift PENDING =
      Shift.planned(
          "n1",
          WorkloadClass.TRAINING,
          WorkloadClass.RANKING,
          Tier.PROTECT,
          null,
          START,
          "wants 6 nodes now");

  private final List<Notice> told = new ArrayList<>();
  private final ShiftEvents events = new ShiftEvents(told::add, node -> Optional.of("uid-" + node));

  @Test
  void aStartSaysWhereToWhyAndWhatItCosts() {
    events.onCycle(started(move(Disruption.PREEMPT, List.of("jobs/a", "jobs/b"), 3.25)));

    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.about()).isEqualTo(ObjectReference.node("n1", "uid-n1"));
              assertThat(notice.severity()).isEqualTo(Notice.Severity.NORMAL);
              assertThat(notice.reason()).isEqualTo("ShiftStarted");
              assertThat(notice.message())
                  .isEqualTo(
                      "From training to ranking: wants 6 nodes now; stops jobs/a, jobs/b, which"
                          + " loses 3.3 GPU-hours.");
            });
  }

  @Test
  void aStartOnAnIdleNodeCostsNothing() {
    events.onCycle(started(move(Disruption.IDLE, List.of(), 0)));

    assertThat(told).extracting(Notice::message).first().asString().endsWith("; it is idle.");
  }

  @Test
  void aStartThatWasNotSavedIsNotTold() {
    StepResult failed = new StepResult(null, PENDING, Outcome.FAILED, "no answer");
    events.onCycle(report(List.of(), List.of(failed)));

    assertThat(told).isEmpty();
  }

  @Test
  void phasesOnTheWayAreNotTold() {
    Shift shift = PENDING;
    for (ShiftPhase next : List.of(ShiftPhase.CORDONED, ShiftPhase.NOTIFIED, ShiftPhase.DRAINING)) {
      Shift before = shift;
      shift = shift.in(next, START.plusSeconds(5));
      events.onPass(List.of(new StepResult(before, shift, Outcome.SUCCEEDED, "")));
      events.onPass(List.of(new StepResult(shift, shift, Outcome.SUCCEEDED, "")));
    }

    assertThat(told).isEmpty();
  }

  @Test
  void anEndSaysHowLongItTook() {
    Shift warming = PENDING.in(ShiftPhase.WARMING, START.plusSeconds(60));
    Shift done = warming.in(ShiftPhase.DONE, START.plusSeconds(185));
    events.onPass(List.of(new StepResult(warming, done, Outcome.SUCCEEDED, "")));
    events.onPass(List.of(new StepResult(done, done, Outcome.SUCCEEDED, "")));

    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.reason()).isEqualTo("ShiftFinished");
              assertThat(notice.message()).isEqualTo("From training to ranking took PT3M5S.");
              assertThat(notice.at()).isEqualTo(done.phaseSince());
            });
  }

  @Test
  void aRollBackNamesWhatHeldTheNode() {
    Shift draining = PENDING.in(ShiftPhase.DRAINING, START.plusSeconds(10));
    String refusal =
        "dev.fungible.operator.kube.ApiFailure: POST eviction: 429 Cannot evict pod. The disruption"
            + " budget web needs 1 healthy pods and has 1 currently.";
    events.onPass(List.of(new StepResult(draining, draining, Outcome.FAILED, refusal)));
    Shift turned = draining.rollingBack(START.plusSeconds(610), "not empty within PT10M");
    events.onPass(List.of(new StepResult(draining, turned, Outcome.SUCCEEDED, "")));
    assertThat(told).isEmpty();
    Shift back = turned.in(ShiftPhase.ROLLED_BACK, START.plusSeconds(615));
    events.onPass(List.of(new StepResult(turned, back, Outcome.SUCCEEDED, "")));

    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.reason()).isEqualTo("ShiftRolledBack");
              assertThat(notice.message())
                  .isEqualTo(
                      "Stays in training after PT10M15S: not empty within PT10M; the cluster last"
                          + " refused: POST eviction: 429 Cannot evict pod. The disruption budget"
                          + " web needs 1 healthy pods and has 1 currently.");
            });
  }

  @Test
  void theRefusalsOfAShiftThatVanishedAreForgotten() {
    Shift draining = PENDING.in(ShiftPhase.DRAINING, START.plusSeconds(10));
    events.onPass(List.of(new StepResult(draining, draining, Outcome.FAILED, "a budget")));
    events.onCycle(report(List.of(), List.of()));
    Shift back = draining.rollingBack(START, "recalled").in(ShiftPhase.ROLLED_BACK, START);
    events.onPass(List.of(new StepResult(draining, back, Outcome.SUCCEEDED, "")));

    assertThat(told).extracting(Notice::message).first().asString().doesNotContain("budget");
  }

  @Test
  void aFailureIsAWarningAndSaysWhatToDo() {
    Shift assigned = PENDING.in(ShiftPhase.ASSIGNED, START.plusSeconds(60));
    Shift failed = assigned.failed(START.plusSeconds(90), "refused 5 times");
    events.onPass(List.of(new StepResult(assigned, failed, Outcome.SUCCEEDED, "")));

    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.severity()).isEqualTo(Notice.Severity.WARNING);
              assertThat(notice.reason()).isEqualTo("ShiftFailed");
              assertThat(notice.message())
                  .contains("refused 5 times")
                  .endsWith("kubectl annotate node n1 fungible.dev/shift-");
            });
  }

  private static CycleReport started(Move move) {
    StepResult start = new StepResult(null, PENDING, Outcome.SUCCEEDED, "");
    return report(List.of(move), List.of(start));
  }

  private static CycleReport report(List<Move> moves, List<StepResult> steps) {
    Plan plan = new Plan(moves, List.of(), List.of());
    Decision decision =
        new Decision(List.of(), List.of(), new Allocation(List.of(), List.of()), plan);
    return new CycleReport(ClusterSnapshot.at(START).build(), decision, List.of(), steps);
  }

  private static Move move(Disruption disruption, List<String> gangs, double loss) {
    return new Move(
        "n1",
        "h100",
        WorkloadClass.TRAINING,
        WorkloadClass.RANKING,
        Tier.PROTECT,
        null,
        disruption,
        gangs,
        new GpuHours(loss),
        "wants 6 nodes now",
        List.of());
  }
}
