package dev.fungible.scheduler.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One observed node. It belongs to exactly one class, or to the one shift that moves it.
 *
 * @param name unique
 * @param pool name of its pool
 * @param domain its topology domain (rack, NVLink domain), empty where the pool has none
 * @param labelled the class on its label, or that it was adopted into
 * @param since when it was assigned to that class
 * @param lender the class it was borrowed from; null when it is no loan
 * @param condition what was seen of it
 * @param shift the shift under way; null when there is none
 */
public record GpuNode(
    String name,
    String pool,
    String domain,
    WorkloadClass labelled,
    Instant since,
    @Nullable WorkloadClass lender,
    NodeCondition condition,
    @Nullable Shift shift)
    implements Comparable<GpuNode> {

  /** A node at rest in a class, borrowed from nobody. */
  public static GpuNode assigned(
      String name,
      String pool,
      String domain,
      WorkloadClass to,
      Instant since,
      NodeCondition seen) {
    return new GpuNode(name, pool, domain, to, since, null, seen, null);
  }

  /**
   * The class that holds this node: the destination while a shift is under way, what its label says
   * where a shift has failed.
   */
  public WorkloadClass holder() {
    return shift == null || shift.phase() == ShiftPhase.FAILED ? labelled : shift.holder();
  }

  /** Whether a new shift of this node could start, as far as the node alone tells. */
  public boolean isMovable() {
    return shift == null && condition.healthy();
  }

  @Override
  public int compareTo(GpuNode other) {
    return name.compareTo(other.name);
  }
}
