package dev.fungible.snapshot;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.execute.StepResult.Outcome;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Reports of cycles in which everything that may start or turn back does. */
public final class Cycles {

  private Cycles() {}

  /** The report of a cycle that decided this, besides other steps. */
  public static CycleReport of(
      ClusterSnapshot snapshot, Decision decision, List<StepResult> others) {
    List<Shift> started =
        decision.plan().moves().stream()
            .filter(move -> snapshot.pool(move.pool()).mode() == Mode.ENFORCE)
            .map(move -> shift(move, snapshot))
            .toList();
    List<StepResult> steps = new ArrayList<>(others);
    started.forEach(shift -> steps.add(new StepResult(null, shift, Outcome.SUCCEEDED, "")));
    decision.plan().recalls().forEach(recall -> steps.addAll(turnedBack(recall, snapshot)));
    return new CycleReport(snapshot, decision, started, steps);
  }

  private static List<StepResult> turnedBack(Plan.Recall recall, ClusterSnapshot snapshot) {
    return snapshot
        .node(recall.node())
        .filter(node -> snapshot.pool(node.pool()).mode() == Mode.ENFORCE)
        .map(GpuNode::shift)
        .map(
            shift ->
                new StepResult(
                    shift,
                    shift.rollingBack(snapshot.time(), recall.reason()),
                    Outcome.SUCCEEDED,
                    ""))
        .stream()
        .toList();
  }

  private static Shift shift(Move move, ClusterSnapshot snapshot) {
    return Shift.planned(
            move.node(),
            move.from(),
            move.to(),
            move.tier(),
            move.lender(),
            snapshot.time(),
            move.reason())
        .losing(move.loss());
  }
}
