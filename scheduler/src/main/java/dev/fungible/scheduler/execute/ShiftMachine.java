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

/**
 * The pure step function of a shift. A phase is entered when the record says so; its command is
 * given on every pass until what was observed shows that it holds.
 *
 * <pre>
 * phase         command              goes on when
 * PENDING       none                 the record was read back
 * CORDONED      Cordon               the node is cordoned
 * NOTIFIED      RequestCheckpoint    gangs have saved, none can, or the wait is over
 * DRAINING      Drain                the node is vacant; past the deadline: ROLLING_BACK
 * VACATED       none                 at once, if the node is still vacant; else DRAINING
 * ASSIGNED      Assign               the label shows the receiver
 * WARMING       Uncordon             the node is not cordoned, and a receiver's pod is ready or the
 *                                    limit is past
 * DONE          Close
 * ROLLING_BACK  Uncordon             the node is not cordoned
 * ROLLED_BACK   Close
 * FAILED        none                 a person has looked
 * </pre>
 */
public final class ShiftMachine {

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
    return new Step(next, command(next, gangs));
  }

  private Shift next(Shift shift, GpuNode node, List<Gang> gangs, Instant now) {
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
          !seen.cordoned() && (seen.ready() || isOver(shift, settings.warmLimit(), now))
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
    return isOver(shift, settings.drainDeadline(), now)
        ? shift.rollingBack(now, "not empty within " + settings.drainDeadline())
        : shift;
  }

  private boolean isSaved(Shift shift, List<Gang> gangs, Instant now) {
    return isOver(shift, settings.checkpointWait(), now) || toSave(shift, gangs).isEmpty();
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

  private Command command(Shift shift, List<Gang> gangs) {
    return switch (shift.phase()) {
      case PENDING, VACATED, FAILED -> new Command.None(shift);
      case CORDONED -> new Command.Cordon(shift);
      case NOTIFIED ->
          new Command.RequestCheckpoint(
              shift, toSave(shift, gangs), shift.phaseSince().plus(settings.checkpointWait()));
      case DRAINING -> drain(shift, gangs);
      case ASSIGNED -> new Command.Assign(shift);
      case WARMING, ROLLING_BACK -> new Command.Uncordon(shift);
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

  private static boolean isOver(Shift shift, Duration limit, Instant now) {
    return shift.inPhase(now).compareTo(limit) >= 0;
  }
}
