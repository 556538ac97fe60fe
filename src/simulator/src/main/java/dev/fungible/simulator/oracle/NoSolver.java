package dev.fungible.simulator.oracle;

/** The solver's library is not on the class path, as in the image of the operator. */
public final class NoSolver extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says where there is one. */
  NoSolver(Throwable cause) {
    super(
        "Simulations need the oracle's solver, OR-Tools, which is not here."
            + " Maybe the image fungible-simulator, or a checkout's target/fungible?",
        cause);
  }
}
