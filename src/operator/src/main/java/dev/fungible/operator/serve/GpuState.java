package dev.fungible.operator.serve;

import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.util.Locale;

/** What a GPU does, as seen; each GPU is in exactly one of these. */
enum GpuState {
  /** A gang holds it, and its node is not on the way to another class's first ready pod. */
  BUSY,
  /** Nobody holds it, and no gang of its node's class waits. */
  IDLE,
  /** Nobody holds it although gangs of its node's class wait: they do not fit, or are yet to. */
  FRAGMENTED,
  /** Its node is in a shift, and the class that it leaves makes no use of it any more. */
  SHIFTING,
  /** Its node cannot run work. */
  UNHEALTHY;

  /** The value of the label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the node was handed over and the receiver does not work on it yet. */
  static boolean isArriving(GpuNode node) {
    Shift shift = node.shift();
    return shift != null
        && (shift.phase() == ShiftPhase.ASSIGNED || shift.phase() == ShiftPhase.WARMING);
  }
}
