package dev.fungible.e2e;

import org.jspecify.annotations.Nullable;

/**
 * The control plane did not do what it was told; the message says which part, and what it logged.
 */
public final class PlaneFailed extends RuntimeException {

  PlaneFailed(String message) {
    this(message, null);
  }

  PlaneFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
