package dev.fungible.simulator.oracle;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.List;
import java.util.stream.IntStream;

/** The oracle's linear program over the first intervals of a problem, in native memory. */
final class OracleModel implements AutoCloseable {
  // Measured on 1,152 intervals: CLP 0.2 s, HiGHS 0.3 s (but it prints a banner), GLOP 0.6 s,
  // PDLP 2 to 80 s.
  private static final String SOLVER = "CLP";
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final OracleProblem problem;
  private final int intervals;
  private final MPSolver solver;
  private final MPVariable[][] serving;
  private final MPVariable[] training;
  private final MPVariable[] doneGpuHours;

  OracleModel(OracleProblem problem, int intervals) {
    this.problem = problem;
    this.intervals = intervals;
    this.solver = createSolver();
    this.serving = new MPVariable[problem.serving().size()][];
    for (int c = 0; c < serving.length; c++) {
      serving[c] = solver.makeNumVarArray(intervals, 0, problem.nodes());
    }
    this.training = solver.makeNumVarArray(intervals, 0, problem.nodes());
    this.doneGpuHours = new MPVariable[intervals];
    addConstraints();
    solver.objective().setCoefficient(doneGpuHours[intervals - 1], 1);
    solver.objective().setMaximization();
  }

  /** Whether a feasible assignment exists; if so, it was optimised. */
  boolean solve() {
    MPSolver.ResultStatus status = solver.solve();
    return switch (status) {
      case OPTIMAL -> true;
      case INFEASIBLE -> false;
      default ->
          throw new IllegalStateException(
              "%s ended with %s over %s intervals, expected OPTIMAL or INFEASIBLE"
                  .formatted(SOLVER, status, intervals));
    };
  }

  OracleSolution solution() {
    List<Series> nodes =
        IntStream.range(0, serving.length).mapToObj(c -> read(serving[c])).toList();
    return new OracleSolution(solver.objective().value(), nodes, read(training));
  }

  @Override
  public void close() {
    solver.delete();
  }

  private static MPSolver createSolver() {
    Loader.loadNativeLibraries();
    MPSolver solver = MPSolver.createSolver(SOLVER);
    if (solver == null) {
      throw new IllegalStateException("the solver library has no %s".formatted(SOLVER));
    }
    return solver;
  }

  private void addConstraints() {
    for (int t = 0; t < intervals; t++) {
      MPConstraint pool = solver.makeConstraint(-INFINITY, problem.nodes());
      pool.setCoefficient(training[t], 1);
      for (int c = 0; c < serving.length; c++) {
        pool.setCoefficient(serving[c][t], 1);
        addService(c, t);
      }
      addTraining(t);
    }
  }

  /** x - loss * inflow >= sigma * D. */
  private void addService(int c, int t) {
    double required = problem.serving().get(c).required(t);
    MPConstraint service = solver.makeConstraint(required, INFINITY);
    service.setCoefficient(serving[c][t], 1);
    if (t > 0) {
      service.setCoefficient(addInflow(serving[c], t), -problem.servingInflowLoss());
    }
  }

  /**
   * W(t) - W(t-1) <= GPU-hours per node * (x - loss * inflow), and W(t) <= A(t). That W may not
   * fall needs no row: the last W is maximised, and a fall only makes it smaller.
   */
  private void addTraining(int t) {
    double perNode = problem.gpuHoursPerNode();
    doneGpuHours[t] = solver.makeNumVar(0, problem.arrivedGpuSeconds().at(t) / 3600, "");
    MPConstraint capacity = solver.makeConstraint(-INFINITY, 0);
    capacity.setCoefficient(doneGpuHours[t], 1);
    capacity.setCoefficient(training[t], -perNode);
    if (t > 0) {
      capacity.setCoefficient(doneGpuHours[t - 1], -1);
      capacity.setCoefficient(addInflow(training, t), perNode * problem.trainingInflowLoss());
    }
  }

  /** A new inflow >= 0 and >= x(t) - x(t-1). The first interval has none: assigned for free. */
  private MPVariable addInflow(MPVariable[] nodes, int t) {
    MPVariable inflow = solver.makeNumVar(0, INFINITY, "");
    MPConstraint rise = solver.makeConstraint(-INFINITY, 0);
    rise.setCoefficient(nodes[t], 1);
    rise.setCoefficient(nodes[t - 1], -1);
    rise.setCoefficient(inflow, -1);
    return inflow;
  }

  private static Series read(MPVariable[] variables) {
    double[] values = new double[variables.length];
    for (int t = 0; t < values.length; t++) {
      values[t] = Math.max(0, variables[t].solutionValue());
    }
    return Series.of(values);
  }
}
