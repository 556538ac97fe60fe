package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The pure step function of a shift. A phase is entered when the record says so; its command is
 * given on every pass until what was observed shows that it holds, and then no more.
 *
 * <pre>
 * phase         command              goes on when
 * PENDING       none                 the record was read back
 * CORDONED      Cordon               the node is cordoned
 * NOTIFIED      RequestCheckpoint    gangs have saved, none can, or the wait is over
 * DRAINING      Drain                the node is vacant; past the deadline, which counts from the
 *                                    first drain of the shift: ROLLING_BACK
 * VACATED       none                 at once, if the node is still vacant; else DRAINING
 * ASSIGNED      Assign               the label shows the receiver
 * WARMING       Uncordon             the node is not cordoned, and a receiver's pod is ready or the
 *                                    limit is past
 * DONE          Close
 * ROLLING_BACK  Uncordon             the node is not cordoned
 * ROLLED_BACK   Close
 * FAILED        none                 never: a person must look, and remove the record
 * </pre>
 *
 * A shift that can still turn back does so when somebody has given the node another label, or has
 * taken the cordon off. One that has taken nothing from a gang yet does so when the node is not
 * healthy: nobody shall stop for a node that will not serve; and, where it must pay, when a gang
 * has come that would lose what nobody has weighed.
 *
 * <p>A command that was refused too often in one phase ends in ROLLING_BACK or FAILED ({@link
 * #refused}).
 */
public final class ShiftMachine {

  /** As much of a refusal as the record keeps: it has to fit on the node. */
  private static final int LONGEST_ERROR = 300;

  private final ShiftSettings settings;

  /** A machine with these limits. */
  public ShiftMachine(ShiftSettings settings) {
    this.settings = settings;
  }

  /**
   * What to record next, and what to bring about then.
   *
   * @param record the record to save before acting; the same as before when the phase goes on
   * @param command what to ensure once the record is saved
   */
  public record Step(Shift record, Command command) {}

  /** One step of the node's shift, from what was observed of the node and of the gangs on it. */
  public Step step(Shift shift, GpuNode node, List<Gang> gangs, Instant now) {
    Shift next = next(shift, node, gangs, now);
    boolean entered = !next.equals(shift);
    return new Step(next, command(next, entered || node.condition().cordoned(), gangs));
  }

  /**
   * The record after its command was refused once more. It is counted, not timed, so that a
   * controller that was away fails no shift. A refused drain is not counted, because a budget may
   * rightly hold it until its deadline, nor is a refused close, after which nothing is left to do.
   *
   * @return the record to save: counted, or at the limit rolling back, or failed where it cannot
   */
  public Shift refused(Shift shift, String error, Instant now) {
    return switch (shift.phase()) {
      case DRAINING, DONE, ROLLED_BACK, FAILED -> shift;
      case PENDING, CORDONED, NOTIFIED, VACATED, ASSIGNED, WARMING, ROLLING_BACK -> {
        int attempts = shift.failedAttempts() + 1;
        String why =
            shift.phase() + " was refused " + attempts + " times, at last by " + cut(error);
        yield attempts < settings.maxAttempts()
            ? shift.failedOnce()
            : shift.phase().isReversible() ? shift.rollingBack(now, why) : shift.failed(now, why);
      }
    };
  }

  private static String cut(String error) {
    return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "…";
  }

  private Shift next(Shift shift, GpuNode node, List<Gang> gangs, Instant now) {
    Optional<String> changed = changedMeanwhile(shift, node, gangs, now);
    return changed.isPresent()
        ? shift.rollingBack(now, changed.get())
        : onward(shift, node, gangs, now);
  }

  /** What was done to the node meanwhile that turns its shift back, as long as it can. */
  private static Optional<String> changedMeanwhile(
      Shift shift, GpuNode node, List<Gang> gangs, Instant now) {
    ShiftPhase phase = shift.phase();
    if (phase.isReversible() && !node.labelled().equals(shift.from())) {
      return Optional.of("the node was labelled " + node.labelled() + " meanwhile");
    }
    if (phase.isHarmless() && !node.condition().healthy()) {
      return Optional.of("the node is not healthy");
    }
    // CORDONED sets it and waits for it; from then on pods could come that nobody counts on.
    boolean closed = phase.isReversible() && phase.compareTo(ShiftPhase.CORDONED) > 0;
    if (closed && !node.condition().cordoned()) {
      return Optional.of("the cordon was taken off");
    }
    if (phase == ShiftPhase.NOTIFIED && shift.tier().mustPay()) {
      return lossNotPlanned(shift, gangs, now);
    }
    return Optional.empty();
  }

  /** A gang began on the node after the loss there was weighed against the gain. */
  private static Optional<String> lossNotPlanned(Shift shift, List<Gang> gangs, Instant now) {
    for (Gang gang : gangs) {
      if (gang.slackNodes() == 0
          && gang.startedAt().isAfter(shift.startedAt())
          && gang.lossIfPreempted(now).value() > 0) {
        return Optional.of("work has come onto the node since: gang " + gang.name());
      }
    }
    return Optional.empty();
  }

  private Shift onward(Shift shift, GpuNode node, List<Gang> gangs, Instant now) {
    NodeCondition seen = node.condition();
    return switch (shift.phase()) {
      case PENDING -> shift.in(ShiftPhase.CORDONED, now);
      case CORDONED -> seen.cordoned() ? shift.in(ShiftPhase.NOTIFIED, now) : shift;
      case NOTIFIED -> isSaved(shift, gangs, now) ? shift.in(ShiftPhase.DRAINING, now) : shift;
      case DRAINING -> afterDraining(shift, seen, now);
      case VACATED -> shift.in(seen.vacant() ? ShiftPhase.ASSIGNED : ShiftPhase.DRAINING, now);
      case ASSIGNED ->
          node.labelled().equals(shift.to()) ? shift.in(ShiftPhase.WARMING, now) : shift;
      case WARMING ->
          !seen.cordoned() && (seen.ready() || isOver(shift.inPhase(now), settings.warmLimit()))
              ? shift.in(ShiftPhase.DONE, now)
              : shift;
      case ROLLING_BACK -> seen.cordoned() ? shift : shift.in(ShiftPhase.ROLLED_BACK, now);
      case DONE, ROLLED_BACK, FAILED -> shift;
    };
  }

  private Shift afterDraining(Shift shift, NodeCondition seen, Instant now) {
    if (seen.vacant()) {
      return shift.in(ShiftPhase.VACATED, now);
    }
    Instant since = Objects.requireNonNullElse(shift.drainingSince(), shift.phaseSince());
    return isOver(Duration.between(since, now), settings.drainDeadline())
        ? shift.rollingBack(now, "not empty within " + settings.drainDeadline())
        : shift;
  }

  private boolean isSaved(Shift shift, List<Gang> gangs, Instant now) {
    return isOver(shift.inPhase(now), settings.checkpointWait()) || toSave(shift, gangs).isEmpty();
  }

  /** Gangs that can save their work on request and have not done so since they were asked. */
  private static List<String> toSave(Shift shift, List<Gang> gangs) {
    List<String> result = new ArrayList<>();
    for (Gang gang : gangs) {
      Instant safe = gang.lastSafePoint();
      if (gang.checkpointsOnRequest() && safe != null && safe.isBefore(shift.phaseSince())) {
        result.add(gang.name());
      }
    }
    return result;
  }

  private Command command(Shift shift, boolean toUncordon, List<Gang> gangs) {
    return switch (shift.phase()) {
      case PENDING, VACATED, FAILED -> new Command.None(shift);
      case CORDONED -> new Command.Cordon(shift);
      case NOTIFIED ->
          new Command.RequestCheckpoint(
              shift, toSave(shift, gangs), shift.phaseSince().plus(settings.checkpointWait()));
      case DRAINING -> drain(shift, gangs);
      case ASSIGNED -> new Command.Assign(shift);
      case WARMING -> toUncordon ? new Command.Uncordon(shift) : new Command.None(shift);
      case ROLLING_BACK -> new Command.Uncordon(shift);
      case DONE, ROLLED_BACK -> new Command.Close(shift);
    };
  }

  private static Command drain(Shift shift, List<Gang> gangs) {
    List<String> shrink = new ArrayList<>();
    List<String> evict = new ArrayList<>();
    for (Gang gang : gangs) {
      (gang.slackNodes() > 0 ? shrink : evict).add(gang.name());
    }
    return new Command.Drain(shift, shrink, evict);
  }

  private static boolean isOver(Duration time, Duration limit) {
    return time.compareTo(limit) >= 0;
  }
}
