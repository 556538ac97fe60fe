package dev.fungible.expression;

/** A rule that came to no number of nodes; its policy has no bids in this cycle. */
final class RuleFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The rule, the expression at fault, and what became of it. */
  RuleFailure(String rule, String expression, String what) {
    super(rule + ", \"" + Fault.brief(expression) + "\", " + Fault.brief(what));
  }

  /** The message alone, since reports show what a failure says of itself. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return String.valueOf(getMessage());
  }
}
