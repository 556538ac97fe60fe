package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A drain that something holds up, as a disruption budget may until its deadline: to wait on when
 * nobody wants the node any more would only stop its gangs for nobody.
 *
 * <p>A snapshot does not show evictions, but it shows enough. A gang that began before the drain
 * has not been stopped and begun anew, and one that was merely ending would have gone by now. What
 * was taken from others that ran there, going on would not give back either.
 */
public final class HeldUpDrain {

  /** Longer than pods are commonly given to end. */
  private static final Duration ENDING = Duration.ofMinutes(2);

  private HeldUpDrain() {}

  /** Whether the node is in such a drain: after a while, all gangs on it are those from before. */
  public static boolean isOn(GpuNode node, ClusterSnapshot snapshot) {
    Shift shift = node.shift();
    if (shift == null || shift.phase() != ShiftPhase.DRAINING || node.condition().vacant()) {
      return false;
    }
    Instant since = Objects.requireNonNullElse(shift.drainingSince(), shift.phaseSince());
    List<Gang> gangs = snapshot.gangsOn(node.name());
    return Duration.between(since, snapshot.time()).compareTo(ENDING) >= 0
        && !gangs.isEmpty()
        && gangs.stream().allMatch(gang -> gang.startedAt().isBefore(since));
  }
}
