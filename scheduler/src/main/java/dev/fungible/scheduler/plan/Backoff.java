package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import java.time.Duration;
import java.util.List;

/**
 * A node that was moved back soon after it had come rests longer: the cooldown × 2 for each
 * reversal in a row, up to a limit. As far back as the snapshot has finished shifts.
 *
 * @param cooldown the rest of a node that was not reversed
 * @param window a shift back that starts within this time of the shift before is a reversal
 * @param limit the longest rest
 */
record Backoff(Duration cooldown, Duration window, Duration limit) implements Guardrail.NodeRule {

  @Override
  public String name() {
    return "back-off";
  }

  @Override
  public Verdict judge(GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot) {
    Duration rested = Duration.between(node.since(), snapshot.time());
    if (rested.compareTo(limit) >= 0 || limit.compareTo(cooldown) <= 0) {
      return Verdict.ALLOWED;
    }
    int reversals = reversals(snapshot.finishedShiftsOf(node.name()));
    Duration rest = cooldown;
    for (int i = 0; i < reversals && rest.compareTo(limit) < 0; i++) {
      rest = rest.multipliedBy(2);
    }
    rest = rest.compareTo(limit) < 0 ? rest : limit;
    return reversals == 0 || rested.compareTo(rest) >= 0
        ? Verdict.ALLOWED
        : new Verdict.Rejected(
            name(), "was moved back " + reversals + " times in a row; rests for " + rest);
  }

  /** How many of the latest shifts, one after the other, undid the one before. */
  private int reversals(List<FinishedShift> oldestFirst) {
    List<Shift> done =
        oldestFirst.stream().filter(FinishedShift::isDone).map(FinishedShift::shift).toList();
    int count = 0;
    for (int i = done.size() - 1; i > 0 && undoes(done.get(i), done.get(i - 1)); i--) {
      count++;
    }
    return count;
  }

  private boolean undoes(Shift later, Shift earlier) {
    return later.from().equals(earlier.to())
        && later.to().equals(earlier.from())
        && Duration.between(earlier.startedAt(), later.startedAt()).compareTo(window) <= 0;
  }
}
