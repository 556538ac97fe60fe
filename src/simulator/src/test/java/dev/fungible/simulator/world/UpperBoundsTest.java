package dev.fungible.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.simulator.oracle.AttainedBound;
import dev.fungible.simulator.oracle.Oracle;
import dev.fungible.simulator.oracle.OracleProblem;
import dev.fungible.simulator.oracle.OracleSolution;
import dev.fungible.simulator.oracle.Series;
import dev.fungible.simulator.oracle.ServingDemand;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.run.UpperBound;
import dev.fungible.simulator.trace.DemandTrace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of any policy in any world, over 200 of them. */
class UpperBoundsTest {

  private static final Duration CELL = Duration.ofSeconds(60);
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final AtomicInteger ABOVE_EVEN_SERVICE = new AtomicInteger();
  private static final SortedMap<String, Integer> RUNS_BY_POLICY = new TreeMap<>();

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noPolicyIsAboveTheOracleAtItsOwnService(int seed) {
    Scenario scenario = RandomWorlds.scenario(seed);
    Contender contender = RandomWorlds.contender(seed, scenario);
    Simulation simulation = new Simulation(scenario, contender, done -> {});
    simulation.run(end -> {});
    RunResult result = simulation.result(Duration.ZERO);

    assertThat(result.waste().error()).isLessThanOrEqualTo(1e-6);
    assertThat(result.goodputGpuHours())
        .as("goodput of seed %s under %s", seed, contender.name())
        .isNotNegative()
        .isLessThanOrEqualTo(attainedBound(scenario, simulation) * (1 + 1e-9));
    count(scenario, result);
  }

  private static double attainedBound(Scenario scenario, Simulation simulation) {
    List<Series> served =
        simulation.serving().stream()
            .map(name -> simulation.meter().service(name).servedNodes(CELL.toSeconds()))
            .map(Series::of)
            .toList();
    int cells = (int) scenario.demand().horizon().dividedBy(CELL);
    return new AttainedBound(
            scenario.nodes(),
            scenario.physics().gpusPerNode(),
            CELL,
            served,
            UpperBound.arrivals(scenario, CELL, cells),
            UpperBound.leadTimes(scenario.physics()))
        .goodputGpuHours();
  }

  /** Serving the mean share in every interval is not what a policy does, so it may be above. */
  private static void count(Scenario scenario, RunResult result) {
    RUNS.incrementAndGet();
    RUNS_BY_POLICY.merge(result.policy(), 1, Integer::sum);
    DemandTrace demand = scenario.demand();
    List<ServingDemand> serving =
        IntStream.range(0, demand.classes().size())
            .mapToObj(
                i -> {
                  String name = demand.classes().get(i);
                  double sigma = result.attainment().get(name).demand();
                  return new ServingDemand(name, Series.of(demand.column(i)), sigma);
                })
            .toList();
    OracleProblem problem =
        new OracleProblem(
            scenario.nodes(),
            scenario.physics().gpusPerNode(),
            demand.step(),
            serving,
            UpperBound.arrivals(scenario, demand.step(), demand.steps()),
            UpperBound.leadTimes(scenario.physics()));
    boolean above =
        !(Oracle.solve(problem) instanceof OracleSolution solution)
            || result.goodputGpuHours() > solution.goodputGpuHours() * (1 + 1e-9);
    ABOVE_EVEN_SERVICE.addAndGet(above ? 1 : 0);
  }

  @AfterAll
  static void report() {
    System.out.printf(
        Locale.ROOT,
        "%d random runs %s: none above the bound at its own service; %d above the linear program"
            + " with the mean service in every interval%n",
        RUNS.get(),
        RUNS_BY_POLICY,
        ABOVE_EVEN_SERVICE.get());
  }
}
