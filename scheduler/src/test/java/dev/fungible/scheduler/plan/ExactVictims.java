package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The least loss for which a number of nodes can be freed, by an exact integer program. */
final class ExactVictims {

  static {
    Loader.loadNativeLibraries();
  }

  private ExactVictims() {}

  /** GPU-hours lost at least when exactly {@code count} nodes are taken within the donors' caps. */
  static double leastLoss(VictimProblem problem, int count) {
    CpModel model = new CpModel();
    BoolVar[] stopped = new BoolVar[problem.costs().length];
    Arrays.setAll(stopped, gang -> model.newBoolVar("gang" + gang));
    BoolVar[] taken = new BoolVar[problem.nodes()];
    Arrays.setAll(taken, node -> model.newBoolVar("node" + node));
    for (int node = 0; node < taken.length; node++) {
      for (int gang : problem.gangsOnNode()[node]) {
        model.addImplication(taken[node], stopped[gang]);
      }
    }
    model.addEquality(LinearExpr.sum(taken), count);
    for (int donor = 0; donor < problem.donorCaps().length; donor++) {
      List<BoolVar> own = new ArrayList<>();
      for (int node = 0; node < taken.length; node++) {
        if (problem.donorOfNode()[node] == donor) {
          own.add(taken[node]);
        }
      }
      model.addLessOrEqual(LinearExpr.sum(own.toArray(BoolVar[]::new)), problem.donorCaps()[donor]);
    }
    long[] steps =
        Arrays.stream(problem.costs())
            .mapToLong(loss -> Math.round(loss * RandomVictims.STEPS_PER_GPU_HOUR))
            .toArray();
    model.minimize(LinearExpr.weightedSum(stopped, steps));
    CpSolver solver = new CpSolver();
    solver.getParameters().setNumWorkers(1).setRandomSeed(1);
    assertThat(solver.solve(model)).isEqualTo(CpSolverStatus.OPTIMAL);
    return solver.objectiveValue() / RandomVictims.STEPS_PER_GPU_HOUR;
  }
}
