package dev.fungible.simulator.sweep;

/** A sweep that cannot be run: what, where, and what was expected. */
public final class BadSweep extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal in a sentence. */
  public BadSweep(String message) {
    super(message);
  }

  /** The refusal of a value. */
  static BadSweep value(String where, Object value, String expected) {
    return new BadSweep(where + " is " + value + "; expected " + expected);
  }
}
