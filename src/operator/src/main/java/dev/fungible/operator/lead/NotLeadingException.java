package dev.fungible.operator.lead;

import java.io.IOException;

/**
 * A write that was not sent, because this process does not lead, or cannot be sure that it does.
 */
public final class NotLeadingException extends IOException {

  private static final long serialVersionUID = 1L;

  NotLeadingException(String request) {
    super(request + " was not sent: this process does not lead");
  }

  /** Whether the failure comes from the fence, so that nothing has reached the API server. */
  public static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotLeadingException) {
        return true;
      }
    }
    return false;
  }
}
