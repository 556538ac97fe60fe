package dev.fungible.snapshot;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.execute.StepResult.Outcome;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Move;
import java.util.ArrayList;
import java.util.List;

/** Reports of cycles in which everything that may start does. */
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
    return new CycleReport(snapshot, decision, started, steps);
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
