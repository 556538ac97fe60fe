package dev.fungible.scheduler.model;

/** How far the engine may go in a pool. */
public enum Mode {
  /** Neither planned nor touched: shifts under way stop where they are until the mode changes. */
  OFF,
  /**
   * Planned and explained; nothing starts. Shifts that were under way turn back, or finish where
   * they cannot.
   */
  OBSERVE,
  /** Planned and carried out. */
  ENFORCE
}
