package dev.fungible.scheduler.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One node's durable, reversible move from a class to another. The record is all that a restarted
 * controller needs to go on.
 *
 * @param id unique: node and start time
 * @param node name of the node
 * @param from the donor
 * @param to the receiver
 * @param tier urgency of the bid behind it
 * @param lender the class to which the receiver owes the node; null when it goes home
 * @param phase where it stands
 * @param startedAt when it was planned
 * @param phaseSince when the phase began
 * @param reason why, for people
 */
public record Shift(
    String id,
    String node,
    WorkloadClass from,
    WorkloadClass to,
    Tier tier,
    @Nullable WorkloadClass lender,
    ShiftPhase phase,
    Instant startedAt,
    Instant phaseSince,
    String reason) {

  public Shift {
    if (from.equals(to)) {
      throw new IllegalArgumentException("A shift of " + node + " from " + from + " to itself");
    }
  }

  /** The same shift in another phase since {@code now}. */
  public Shift in(ShiftPhase next, Instant now) {
    return new Shift(id, node, from, to, tier, lender, next, startedAt, now, reason);
  }

  /** The same shift rolling back since {@code now}, with the reason for it. */
  public Shift rollingBack(Instant now, String why) {
    if (!phase.isReversible()) {
      throw new IllegalStateException("Shift " + id + " cannot roll back from " + phase);
    }
    return new Shift(
        id, node, from, to, tier, lender, ShiftPhase.ROLLING_BACK, startedAt, now, why);
  }

  /**
   * Whether this record may take the place of the stored one: the first record of a shift where
   * there is none, else a later one of the same shift. One that was worked out from an older view
   * of the cluster is neither, so that a shift never goes back and a closed one does not return.
   */
  public boolean supersedes(@Nullable Shift stored) {
    if (stored == null) {
      return phase == ShiftPhase.PENDING;
    }
    boolean later = !phaseSince.isBefore(stored.phaseSince);
    boolean forward =
        phase.compareTo(stored.phase) >= 0
            || (stored.phase == ShiftPhase.VACATED && phase == ShiftPhase.DRAINING);
    boolean possible = !phase.isUndone() || stored.phase.isReversible() || stored.phase.isUndone();
    return id.equals(stored.id) && later && forward && possible;
  }

  /** The class that the node counts for: the receiver, unless the shift is undone. */
  public WorkloadClass holder() {
    return phase.isUndone() ? from : to;
  }

  /** Whether it holds a node now, neither finished nor waiting for a person. */
  public boolean isInFlight() {
    return !phase.isTerminal();
  }

  /** Time in the present phase. */
  public Duration inPhase(Instant now) {
    return Duration.between(phaseSince, now);
  }
}
