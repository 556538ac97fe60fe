package dev.fungible.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Problems and helpers that the oracle's tests share. */
final class OracleCases {
  static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  static final double PLENTY = 1e9;

  private OracleCases() {}

  static ServingDemand demand(String name, double sigma, double... nodes) {
    return new ServingDemand(name, Series.of(nodes), sigma);
  }

  static OracleProblem problem(double nodes, Series work, ServingDemand... serving) {
    return new OracleProblem(nodes, 8, TEN_MINUTES, List.of(serving), work, LeadTimes.BENCHMARK);
  }

  static Series always(double value, int intervals) {
    double[] values = new double[intervals];
    Arrays.fill(values, value);
    return Series.of(values);
  }

  static double goodput(OracleProblem problem) {
    return solution(problem).goodputGpuHours();
  }

  static OracleSolution solution(OracleProblem problem) {
    OracleOutcome outcome = Oracle.solve(problem);
    assertThat(outcome).isInstanceOf(OracleSolution.class);
    return (OracleSolution) outcome;
  }

  /** Work in GPU-seconds that grows by at most twice what a node can do in an interval. */
  static Series randomWork(RandomGenerator random, int intervals, double perNode) {
    double[] work = new double[intervals];
    double sum = 0;
    for (int t = 0; t < intervals; t++) {
      sum += 2 * perNode * random.nextDouble();
      work[t] = sum;
    }
    return Series.of(work);
  }
}
