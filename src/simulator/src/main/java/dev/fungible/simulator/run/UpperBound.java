package dev.fungible.simulator.run;

import dev.fungible.simulator.oracle.LeadTimes;
import dev.fungible.simulator.oracle.Oracle;
import dev.fungible.simulator.oracle.OracleInfeasible;
import dev.fungible.simulator.oracle.OracleProblem;
import dev.fungible.simulator.oracle.OracleSolution;
import dev.fungible.simulator.oracle.Series;
import dev.fungible.simulator.oracle.ServingDemand;
import dev.fungible.simulator.oracle.TrainingArrivals;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Physics;
import dev.fungible.simulator.world.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The oracle's question and answer for a scenario. */
public final class UpperBound {

  private UpperBound() {}

  /**
   * The most training goodput that meets every class's demand in full, in GPU-hours; empty when no
   * schedule can meet it.
   */
  public static OptionalDouble gpuHours(Scenario scenario) {
    DemandTrace demand = scenario.demand();
    List<ServingDemand> serving = new ArrayList<>();
    for (int i = 0; i < demand.classes().size(); i++) {
      serving.add(new ServingDemand(demand.classes().get(i), Series.of(demand.column(i)), 1));
    }
    OracleProblem problem =
        new OracleProblem(
            scenario.nodes(),
            scenario.physics().gpusPerNode(),
            demand.step(),
            serving,
            arrivals(scenario, demand.step(), demand.steps()),
            leadTimes(scenario.physics()));
    return switch (Oracle.solve(problem)) {
      case OracleSolution solution -> OptionalDouble.of(solution.goodputGpuHours());
      case OracleInfeasible infeasible -> OptionalDouble.empty();
    };
  }

  /** The most training work that can be done by the end of each cell, in GPU-seconds. */
  public static Series arrivals(Scenario scenario, Duration cell, int cells) {
    List<TrainingJob> jobs = scenario.jobs();
    return TrainingArrivals.arrivedGpuSeconds(
        seconds(jobs, job -> job.submit().toSeconds()),
        seconds(jobs, job -> Math.max(1, job.duration().toSeconds())),
        jobs.stream().mapToInt(TrainingJob::gpus).toArray(),
        cell,
        cells);
  }

  /** The shortest that a shift of this cluster takes. */
  public static LeadTimes leadTimes(Physics physics) {
    Duration fromBatch = physics.batchGrace().plus(physics.modelLoad());
    Duration fromServing = physics.servingSwitch();
    Duration toServing = fromBatch.compareTo(fromServing) <= 0 ? fromBatch : fromServing;
    return new LeadTimes(toServing, physics.batchStart());
  }

  private static double[] seconds(List<TrainingJob> jobs, ToDoubleFunction<TrainingJob> value) {
    return jobs.stream().mapToDouble(value).toArray();
  }
}
