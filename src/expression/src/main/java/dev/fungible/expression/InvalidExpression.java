package dev.fungible.expression;

/** An expression that cannot be used, and why. */
final class InvalidExpression extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  /** Refused for this fault. */
  InvalidExpression(Fault fault) {
    super(fault.expected());
    this.fault = fault;
  }

  /** Why it is refused. */
  Fault fault() {
    return fault;
  }
}
