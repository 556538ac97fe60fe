package dev.fungible.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of the benchmark's two scenarios. */
class BenchmarkTest {

  /** The known ratios have two digits; beyond their rounding they are met within 1 %. */
  private static final double ROUNDING = 0.005;

  @ParameterizedTest(name = "{0}: oracle {1} GPU-h, static {2} and {3}")
  @CsvSource({"A, 56685, 0.35, 0.73", "B, 58031, 0.38, 0.72"})
  void theBaselinesAreWhereTheyAreKnownToBe(String name, double oracle, double peak, double tuned) {
    Scenario scenario = Traces.scenario(name);
    List<Contender> contenders =
        Lineup.names().stream().map(baseline -> Lineup.baseline(baseline, scenario)).toList();

    SimulationResult result = Comparison.run(scenario, contenders, done -> {});

    SortedMap<String, RunResult> rows = new TreeMap<>();
    result.rows().forEach(row -> rows.put(row.policy(), row));
    result.rows().forEach(row -> print(result, row));
    assertThat(result.oracle().orElseThrow()).isCloseTo(oracle, Percentage.withPercentage(0.1));
    assertThat(ratio(result, rows.get("static-peak")))
        .isCloseTo(peak, within(ROUNDING + 0.01 * peak));
    assertThat(ratio(result, rows.get("static-tuned")))
        .isCloseTo(tuned, within(ROUNDING + 0.01 * tuned));
    assertSane(result, rows);
  }

  @ParameterizedTest(name = "{0}: every target, at R {1} or more")
  @CsvSource({"A, 0.90", "B, 0.86"})
  void theShippedConfigurationMeetsEveryTargetWithJobsDoneAsSoon(String name, double least) {
    Scenario scenario = Traces.scenario(name);
    PolicyRegistry registry = PolicyRegistry.load(BenchmarkTest.class.getClassLoader());
    Configuration shipped = Configuration.defaults(registry);
    Contender contender =
        new Contender(
            "default",
            "the shipped configuration",
            new EngineFactory(registry).engine(shipped, new LeastLoss()),
            shipped.shifts());

    Contender split = Lineup.baseline("static-tuned", scenario);

    SimulationResult result = Comparison.run(scenario, List.of(contender, split), done -> {});

    RunResult row = result.rows().getFirst();
    print(result, row);
    assertThat(row.missed()).isEmpty();
    assertThat(ratio(result, row)).isGreaterThan(least);
    assertThat(row.jobs().completion().mean())
        .isLessThanOrEqualTo(result.rows().getLast().jobs().completion().mean());
    assertThat(row.movesPerHour()).isLessThanOrEqualTo(6);
    assertThat((double) row.reversals() / row.moves().size()).isLessThan(0.02);
  }

  private static void assertSane(SimulationResult result, SortedMap<String, RunResult> rows) {
    assertThat(rows).hasSize(Lineup.names().size());
    for (RunResult row : rows.values()) {
      assertThat(row.waste().error()).as(row.policy()).isLessThanOrEqualTo(1e-6);
      assertThat(ratio(result, row)).as(row.policy()).isBetween(0.3, 1.0);
    }
    for (String calm : List.of("static-peak", "static-tuned")) {
      assertThat(rows.get(calm).movesPerHour()).isZero();
      assertThat(rows.get(calm).lostGpuHours()).isZero();
    }
    for (String perfect : List.of("static-peak", "clairvoyant")) {
      assertThat(rows.get(perfect).missed()).as(perfect).isEmpty();
      assertThat(rows.get(perfect).attainment().values())
          .allSatisfy(met -> assertThat(met).isEqualTo(new Attainment(1, 1, 1)));
    }
    assertThat(ratio(result, rows.get("clairvoyant"))).isGreaterThan(0.94);
    for (String loaning : List.of("lyra", "hysteresis", "quota-reclaim", "yesterday")) {
      assertThat(ratio(result, rows.get(loaning)))
          .as(loaning)
          .isGreaterThan(ratio(result, rows.get("static-tuned")) + 0.1);
      assertThat(rows.get(loaning).movesPerHour()).as(loaning).isBetween(3.0, 13.0);
    }
    assertThat(rows.get("hysteresis").movesPerHour())
        .isLessThan(0.7 * rows.get("lyra").movesPerHour());
    assertThat(served(rows.get("hysteresis"))).isGreaterThan(served(rows.get("lyra")));
  }

  private static double served(RunResult row) {
    return row.attainment().values().stream().mapToDouble(Attainment::demand).sum();
  }

  private static double ratio(SimulationResult result, RunResult row) {
    return result.ratioToOracle(row).orElseThrow();
  }

  private static void print(SimulationResult result, RunResult row) {
    Attainment inference = row.attainment().get("inference");
    Attainment ranking = row.attainment().get("ranking");
    System.out.printf(
        Locale.ROOT,
        "%s %-13s R %.4f, SA %.4f/%.4f, ST %.4f/%.4f, %.2f moves/h, %d reversals, JCT %d s, %s%n",
        result.scenario(),
        row.policy(),
        ratio(result, row),
        inference.demand(),
        ranking.demand(),
        inference.time(),
        ranking.time(),
        row.movesPerHour(),
        row.reversals(),
        row.jobs().completion().mean().toSeconds(),
        row.isFeasible() ? "feasible" : "infeasible");
  }
}
