package dev.fungible.scheduler.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A shift that has ended, kept for a bounded time.
 *
 * @param shift its last record, in a terminal phase
 * @param finishedAt when it ended
 */
public record FinishedShift(Shift shift, Instant finishedAt) implements Comparable<FinishedShift> {

  public FinishedShift {
    if (!shift.phase().isTerminal()) {
      throw new IllegalArgumentException("Shift " + shift.id() + " has not finished");
    }
  }

  /** Whether the node reached the receiver. */
  public boolean isDone() {
    return shift.phase() == ShiftPhase.DONE;
  }

  /** From its start to its end. */
  public Duration took() {
    return Duration.between(shift.startedAt(), finishedAt);
  }

  /** By end, then by id. */
  @Override
  public int compareTo(FinishedShift other) {
    int byEnd = finishedAt.compareTo(other.finishedAt);
    return byEnd != 0 ? byEnd : shift.id().compareTo(other.shift.id());
  }
}
