package dev.fungible.e2e;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Something that tests need and machines may lack: without it they are skipped and say so; with
 * {@code CI=true} they fail.
 *
 * @param missing what is said where it is not there, and what makes it
 */
record Requirement(String missing) {

  ConditionEvaluationResult evaluate(boolean isThere, ExtensionContext context) {
    if (isThere) {
      return ConditionEvaluationResult.enabled("it is there");
    }
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      throw unmet();
    }
    System.err.println("SKIPPED " + context.getDisplayName() + ": " + missing);
    return ConditionEvaluationResult.disabled(missing);
  }

  IllegalStateException unmet() {
    return new IllegalStateException(missing);
  }
}
