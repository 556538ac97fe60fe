package dev.fungible.scheduler.loop;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Decision;
import java.util.List;

/**
 * What one cycle saw, decided and did: the one source of everything that is shown.
 *
 * @param snapshot what was seen
 * @param decision what was decided
 * @param started shifts whose record was made durable in this cycle
 * @param steps every record that was written or acted on, failures included
 */
public record CycleReport(
    ClusterSnapshot snapshot, Decision decision, List<Shift> started, List<StepResult> steps) {

  public CycleReport {
    started = List.copyOf(started);
    steps = List.copyOf(steps);
  }
}
