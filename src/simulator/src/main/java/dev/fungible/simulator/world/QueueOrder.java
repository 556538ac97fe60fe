package dev.fungible.simulator.world;

import java.util.Comparator;

/** Which waiting job is tried first; any later one that fits may start (backfill). */
public enum QueueOrder {
  /** By submission. */
  FIFO(Comparator.comparingInt(SimulatedJob::order)),
  /** By the work that is left, shortest first. */
  SJF(Comparator.comparingLong(SimulatedJob::remaining).thenComparingInt(SimulatedJob::order));

  private final Comparator<SimulatedJob> order;

  QueueOrder(Comparator<SimulatedJob> order) {
    this.order = order;
  }

  Comparator<SimulatedJob> comparator() {
    return order;
  }
}
