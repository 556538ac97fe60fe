package dev.fungible.scheduler.execute;

/**
 * Thrown by a port that holds something newer than the view that its caller worked from. Nothing
 * was changed, and nothing is wrong: the next look at the cluster shows more.
 */
public final class StaleViewException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what was to be written, and what is there. */
  public StaleViewException(String message) {
    super(message);
  }

  /** The same, with the refusal of the cluster that told it. */
  public StaleViewException(String message, Throwable cause) {
    super(message, cause);
  }
}
