package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.Shift;

/** Where the record of a shift outlives the process: on the node itself. */
@FunctionalInterface
public interface ShiftStore {

  /**
   * Makes the record durable before it returns; it replaces the node's earlier record of the same
   * shift.
   *
   * @throws StaleViewException if it does not supersede what the node carries ({@link
   *     Shift#supersedes}): another shift's record, a later one, or none any more
   * @throws RuntimeException if it is not durable for another reason
   */
  void save(Shift shift);
}
