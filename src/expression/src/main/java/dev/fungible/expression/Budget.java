package dev.fungible.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;

/**
 * Counts the steps of all evaluations of a policy in one cycle, a step for each part of an
 * expression that gets a value, and ends them when they are too many. For one thread.
 */
final class Budget implements CelEvaluationListener {

  /** Steps of all rules of a policy together, in a cycle. */
  static final int MOST_STEPS = 10_000;

  private int steps;

  @Override
  public void callback(CelExpr part, Object value) {
    steps++;
    if (isSpent()) {
      throw new Spent();
    }
  }

  /** Whether evaluations took too many steps; those that follow end at once. */
  boolean isSpent() {
    return steps > MOST_STEPS;
  }

  /** Ends an evaluation; thrown often where an expression would go on regardless of errors. */
  private static final class Spent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Spent() {
      super("takes too many steps", null, false, false);
    }
  }
}
