package dev.fungible.scheduler.model;

/** How urgent a bid is, most urgent first; a lower tier never takes from a higher one. */
public enum Tier {
  /** Capacity that a class was promised. */
  GUARANTEE,
  /** A service-level objective is at stake now. */
  PROTECT,
  /** A forecast or a schedule says that capacity is needed soon. */
  PREPARE,
  /** Work that would use the capacity if nobody else needs it. */
  ELASTIC;

  /** Whether moves of this tier must gain more than they cost. */
  public boolean mustPay() {
    return this == PREPARE || this == ELASTIC;
  }
}
