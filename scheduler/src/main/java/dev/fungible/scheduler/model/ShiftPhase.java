package dev.fungible.scheduler.model;

/**
 * Where a shift stands.
 *
 * <pre>
 * PENDING → CORDONED → NOTIFIED → DRAINING → VACATED → ASSIGNED → WARMING → DONE
 *    └─────────┴──────────┴─────────┴──────────┴─► ROLLING_BACK → ROLLED_BACK
 * any ─► FAILED (a person must look), by itself from ASSIGNED, WARMING and ROLLING_BACK
 * </pre>
 */
public enum ShiftPhase {
  PENDING,
  CORDONED,
  NOTIFIED,
  DRAINING,
  VACATED,
  ASSIGNED,
  WARMING,
  DONE,
  ROLLING_BACK,
  ROLLED_BACK,
  FAILED;

  /** Whether nothing of this shift is left to do. */
  public boolean isTerminal() {
    return this == DONE || this == ROLLED_BACK || this == FAILED;
  }

  /** Whether the node can still be left in the class that it came from. */
  public boolean isReversible() {
    return compareTo(ASSIGNED) < 0;
  }

  /** Whether nothing has been taken from a gang yet, so that turning back costs nothing. */
  public boolean isHarmless() {
    return compareTo(DRAINING) < 0;
  }

  /** Whether the node stays in, or goes back to, the class that it came from. */
  public boolean isUndone() {
    return this == ROLLING_BACK || this == ROLLED_BACK;
  }
}
