package dev.fungible.scheduler.testing;

/** The process ends here: an error, so that nobody who catches exceptions survives it. */
public final class Crash extends Error {

  private static final long serialVersionUID = 1L;

  /** The end of the process at that point. */
  public Crash(String where) {
    super(where);
  }
}
