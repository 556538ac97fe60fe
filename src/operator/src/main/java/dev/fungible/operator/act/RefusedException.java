package dev.fungible.operator.act;

/**
 * What the cluster, or a promise made to its users, does not allow now; it says who holds it up.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message alone: people read it as the reason of a roll-back. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
