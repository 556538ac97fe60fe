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
 * @param drainingSince when its drain first began, which the deadline counts from; null before that
 * @param failedAttempts how often the command of the phase was refused
 * @param loss the node's share of the GPU-hours that it was planned to lose; null in records of
 *     releases that did not keep it
 * @param reason why, for people: what it is for, or what turned it back or stopped it
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
    @Nullable Instant drainingSince,
    int failedAttempts,
    @Nullable GpuHours loss,
    String reason) {

  public Shift {
    if (from.equals(to)) {
      throw new IllegalArgumentException("A shift of " + node + " from " + from + " to itself");
    }
  }

  /** The first record of a shift that starts now and loses nothing. */
  public static Shift planned(
      String node,
      WorkloadClass from,
      WorkloadClass to,
      Tier tier,
      @Nullable WorkloadClass lender,
      Instant now,
      String reason) {
    String id = node + "-" + now.toEpochMilli();
    return new Shift(
        id,
        node,
        from,
        to,
        tier,
        lender,
        ShiftPhase.PENDING,
        now,
        now,
        null,
        0,
        GpuHours.ZERO,
        reason);
  }

  /** The same shift, planned at that loss. */
  public Shift losing(GpuHours planned) {
    return new Shift(
        id,
        node,
        from,
        to,
        tier,
        lender,
        phase,
        startedAt,
        phaseSince,
        drainingSince,
        failedAttempts,
        planned,
        reason);
  }

  /**
   * The same shift in another phase since {@code now}; since the start of the phase before where
   * {@code now} is earlier, as on the clock of another machine, so that the record supersedes.
   */
  public Shift in(ShiftPhase next, Instant now) {
    return in(next, now, reason);
  }

  private Shift in(ShiftPhase next, Instant now, String why) {
    Instant since = now.isBefore(phaseSince) ? phaseSince : now;
    Instant draining = drainingSince == null && next == ShiftPhase.DRAINING ? since : drainingSince;
    return new Shift(
        id, node, from, to, tier, lender, next, startedAt, since, draining, 0, loss, why);
  }

  /** The same shift rolling back since {@code now}, with the reason for it. */
  public Shift rollingBack(Instant now, String why) {
    if (!phase.isReversible()) {
      throw new IllegalStateException("Shift " + id + " cannot roll back from " + phase);
    }
    return in(ShiftPhase.ROLLING_BACK, now, why);
  }

  /** The same shift given up since {@code now}: a person must look, and is told all of it. */
  public Shift failed(Instant now, String why) {
    return in(ShiftPhase.FAILED, now, why + "; before that: " + reason);
  }

  /** The same record after another refusal of its command. */
  public Shift failedOnce() {
    return new Shift(
        id,
        node,
        from,
        to,
        tier,
        lender,
        phase,
        startedAt,
        phaseSince,
        drainingSince,
        failedAttempts + 1,
        loss,
        reason);
  }

  /**
   * Whether this record may take the place of the stored one: the first record of a shift where
   * there is none, else a later one of the same shift. One that was worked out from an older view
   * of the cluster is neither, so that a shift never goes back and a closed one does not return.
   * Any shift may fail, and a failed one stays as it is.
   */
  public boolean supersedes(@Nullable Shift stored) {
    if (stored == null) {
      return phase == ShiftPhase.PENDING;
    }
    if (stored.phase == ShiftPhase.FAILED) {
      return equals(stored);
    }
    boolean later = !phaseSince.isBefore(stored.phaseSince);
    boolean forward =
        phase.compareTo(stored.phase) >= 0
            || (stored.phase == ShiftPhase.VACATED && phase == ShiftPhase.DRAINING);
    boolean possible = !phase.isUndone() || stored.phase.isReversible() || stored.phase.isUndone();
    boolean counted = phase != stored.phase || failedAttempts >= stored.failedAttempts;
    return id.equals(stored.id) && later && forward && possible && counted;
  }

  /** The class that the node counts for: the receiver, unless the shift is undone. */
  public WorkloadClass holder() {
    return phase.isUndone() ? from : to;
  }

  /** Whether it holds a node now, neither finished nor waiting for a person. */
  public boolean isInFlight() {
    return !phase.isTerminal();
  }

  /**
   * GPU-hours that it has lost, or is about to: what was planned, unless it turned back before it
   * stopped anything.
   */
  public double lostGpuHours() {
    return loss == null || (phase.isUndone() && drainingSince == null) ? 0 : loss.value();
  }

  /** Time in the present phase. */
  public Duration inPhase(Instant now) {
    return Duration.between(phaseSince, now);
  }
}
