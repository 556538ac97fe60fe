package dev.fungible.scheduler.plan;

/** What taking a node does to the gangs on it, least first. */
public enum Disruption {
  /** No gang is on it. */
  IDLE,
  /** An elastic gang gives it up and goes on. */
  SHRINK,
  /** Every gang on it stops, on all its nodes. */
  PREEMPT
}
