package dev.fungible.scheduler.model;

/** How far the engine may go in a pool. */
public enum Mode {
  /** Neither planned nor touched. */
  OFF,
  /** Planned and explained, never touched. */
  OBSERVE,
  /** Planned and carried out. */
  ENFORCE
}
