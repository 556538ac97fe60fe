package dev.fungible.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.simulator.report.JsonReport;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.run.Comparison;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeterminismTest {

  /** Everything but the time that it took. */
  private static final RecursiveComparisonConfiguration ALL_BUT_WALL =
      RecursiveComparisonConfiguration.builder().withIgnoredFields("wall").build();

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8, 14, 16, 18, 33})
  void theSameSeedGivesTheSameResultTwice(int seed) {
    RunResult first = run(RandomWorlds.scenario(seed), seed);
    RunResult second = run(RandomWorlds.scenario(seed), seed);

    assertThat(second).usingRecursiveComparison(ALL_BUT_WALL).isEqualTo(first);
  }

  @Test
  void theSameSeedGivesTheSameBytesOfJson() {
    assertThat(json(17)).isEqualTo(json(17));
    assertThat(json(17)).isNotEqualTo(json(18));
  }

  private static String json(int seed) {
    Scenario scenario = RandomWorlds.scenario(seed);
    List<Contender> contenders =
        List.of(RandomWorlds.contender(14, scenario), RandomWorlds.contender(18, scenario));
    SimulationResult result = Comparison.run(scenario, contenders, done -> {});
    return JsonReport.create().withoutTimings().render(result);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 14, 16, 18, 33})
  void theOrderInWhichJobsAreListedChangesNothing(int seed) {
    Scenario scenario = spread(RandomWorlds.scenario(seed));
    List<TrainingJob> shuffled = new ArrayList<>(scenario.jobs());
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(shuffled).isNotEqualTo(scenario.jobs());

    RunResult permuted = run(with(scenario, scenario.demand(), shuffled), seed);

    assertThat(permuted).usingRecursiveComparison(ALL_BUT_WALL).isEqualTo(run(scenario, seed));
  }

  /** No two jobs are submitted in the same second. */
  private static Scenario spread(Scenario scenario) {
    List<TrainingJob> jobs = new ArrayList<>();
    for (TrainingJob job : scenario.jobs()) {
      jobs.add(
          new TrainingJob(
              job.name(), job.submit().plusSeconds(jobs.size()), job.duration(), job.gpus()));
    }
    jobs.sort(Comparator.comparing(TrainingJob::submit));
    return with(scenario, scenario.demand(), jobs);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 14, 16, 18, 33})
  void theOrderOfTheDemandColumnsChangesNothing(int seed) {
    Scenario scenario = RandomWorlds.scenario(seed);
    DemandTrace demand = scenario.demand();
    DemandTrace swapped =
        DemandTrace.of(
            demand.classes().reversed(),
            demand.step(),
            new double[][] {demand.column(1), demand.column(0)});

    RunResult permuted = run(with(scenario, swapped, scenario.jobs()), seed);

    assertThat(permuted).usingRecursiveComparison(ALL_BUT_WALL).isEqualTo(run(scenario, seed));
  }

  private static Scenario with(Scenario scenario, DemandTrace demand, List<TrainingJob> jobs) {
    return new Scenario(
        scenario.name(),
        demand,
        jobs,
        scenario.nodes(),
        scenario.pools(),
        scenario.physics(),
        scenario.queue(),
        scenario.failures(),
        scenario.notes());
  }

  private static RunResult run(Scenario scenario, int seed) {
    Contender contender = RandomWorlds.contender(seed, scenario);
    Simulation simulation = new Simulation(scenario, contender, done -> {});
    simulation.run(end -> {});
    return simulation.result(Duration.ZERO);
  }
}
