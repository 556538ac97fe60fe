package dev.fungible.simulator.oracle;

/**
 * The benchmark's linear program: the most training that a pool could do with perfect knowledge,
 * when every serving class has sigma times its demand ready in every interval.
 *
 * <p>Per interval: nodes x of each class (fractional) sum to at most the pool; inflow i is at least
 * 0 and at least the rise of x; x - loss * i covers the required nodes; training does at most x -
 * loss * i, and in sum never more than has arrived. The first interval has no inflow.
 *
 * <p><b>What it is not.</b> It is the yardstick of the headline ratio at sigma = 1, not a limit on
 * what a policy may reach when sigma is the <em>average</em> share that it served. A policy can be
 * above it by (1) serving unevenly, where the program asks for sigma in each interval; (2) serving
 * worse before the measured days begin, which the average does not see; (3) moving inside an
 * interval: the inflow is the rise of the interval's mean, so a shift in the middle is charged half
 * in this interval and half in the next, while its true cost may fall into the first; this holds at
 * sigma = 1, too. The limit that always holds is {@link AttainedBound}.
 */
public final class Oracle {
  private Oracle() {}

  /**
   * Solves the problem; the same problem gives the same outcome.
   *
   * @throws NoSolver where there is none
   */
  public static OracleOutcome solve(OracleProblem problem) {
    try (OracleModel model = new OracleModel(problem, problem.intervals())) {
      return model.solve() ? model.solution() : infeasible(problem);
    } catch (NoClassDefFoundError e) {
      throw new NoSolver(e);
    }
  }

  private static OracleInfeasible infeasible(OracleProblem problem) {
    // Whether the first n intervals can be met never improves with n: bisect.
    int met = 0;
    int unmet = problem.intervals();
    while (unmet - met > 1) {
      int middle = (met + unmet) >>> 1;
      if (canMeet(problem, middle)) {
        met = middle;
      } else {
        unmet = middle;
      }
    }
    return new OracleInfeasible(met, problem.required(met), problem.nodes());
  }

  private static boolean canMeet(OracleProblem problem, int intervals) {
    try (OracleModel model = new OracleModel(problem, intervals)) {
      return model.solve();
    }
  }
}
