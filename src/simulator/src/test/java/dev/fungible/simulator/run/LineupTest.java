package dev.fungible.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.simulator.world.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineupTest {

  /**
   * 4 nodes; inference wants one, then two from the second hour on; two jobs run from the start.
   */
  private static Scenario scenario() {
    double[] inference = {0.9, 1.8, 1.8};
    DemandTrace demand =
        DemandTrace.of(List.of("inference"), Duration.ofHours(1), new double[][] {inference});
    List<TrainingJob> jobs =
        List.of(job("old", 0, 16), job("young", 60, 2), job("youngest", 90, 4));
    return Scenario.of("test", demand, jobs, 4, QueueOrder.FIFO);
  }

  private static TrainingJob job(String name, long submit, int gpus) {
    return new TrainingJob(name, Duration.ofSeconds(submit), Duration.ofHours(9), gpus);
  }

  @Test
  void theNamesAreThoseOfTheBenchmarkInItsOrder() {
    assertThat(Lineup.names())
        .containsExactly(
            "static-peak",
            "static-tuned",
            "lyra",
            "hysteresis",
            "quota-reclaim",
            "yesterday",
            "clairvoyant");
    for (String name : Lineup.names()) {
      assertThat(Lineup.baseline(name, scenario()).name()).isEqualTo(name);
    }
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lineup.baseline("static", scenario()))
        .withMessageContaining("\"static\"")
        .withMessageContaining("static-peak");
  }

  @Test
  void staticSplitsNeverMove() {
    assertThat(run("static-peak").moves()).isEmpty();
    assertThat(run("static-peak").attainment().get("inference").demand()).isEqualTo(1);
    assertThat(Lineup.baseline("static-peak", scenario()).description()).contains("inference=2");
  }

  @Test
  void reactiveOnesMoveAfterTheDemandRose() {
    assertThat(run("lyra").moves())
        .extracting(MoveRecord::at)
        .containsExactly(Duration.ofSeconds(3900));
    assertThat(run("lyra").attainment().get("inference").demand()).isLessThan(1);
  }

  @Test
  void theClairvoyantMovesBeforeAndServesAll() {
    assertThat(run("clairvoyant").moves())
        .extracting(MoveRecord::at)
        .containsExactly(Duration.ofSeconds(3000));
    assertThat(run("clairvoyant").attainment().get("inference").demand()).isEqualTo(1);
  }

  @Test
  void quotaReclaimStopsTheYoungestWhateverItLoses() {
    // The youngest two share a node; freeing it also stops the lesser one. Least loss does that
    // too, but by count of nodes Lyra would rather have half of the wide job's cost.
    assertThat(run("quota-reclaim").moves().getFirst().gangs())
        .containsExactly("young", "youngest");
    assertThat(run("lyra").moves().getFirst().gangs()).containsExactly("old");
  }

  @Test
  void hysteresisKeepsNodesForHalfAnHour() {
    DemandTrace demand =
        DemandTrace.of(List.of("inference"), Duration.ofHours(1), new double[][] {{1.8, 0.9, 0.9}});
    Scenario falling = Scenario.of("test", demand, List.of(), 4, QueueOrder.FIFO);

    assertThat(run("lyra", falling).moves())
        .extracting(MoveRecord::at)
        .containsExactly(Duration.ofSeconds(3900));
    assertThat(run("hysteresis", falling).moves())
        .extracting(MoveRecord::at)
        .containsExactly(Duration.ofSeconds(3600 + 1800 + 300));
  }

  @Test
  void aComparisonHasARowForEachAndSaysWhenThereWasNoWarmUp() {
    Scenario scenario = scenario();
    List<Contender> contenders =
        List.of(Lineup.baseline("lyra", scenario), Lineup.baseline("static-peak", scenario));
    List<Double> progress = new ArrayList<>();

    SimulationResult result = Comparison.run(scenario, contenders, progress::add);

    assertThat(result.rows()).extracting(RunResult::policy).containsExactly("lyra", "static-peak");
    assertThat(result.queue()).isEqualTo("fifo");
    assertThat(result.oracle()).isPresent();
    assertThat(result.notes()).singleElement().asString().contains("24 hours");
    assertThat(progress).isSorted().endsWith(1.0);
  }

  private static RunResult run(String baseline) {
    return run(baseline, scenario());
  }

  private static RunResult run(String baseline, Scenario scenario) {
    return Simulation.run(scenario, Lineup.baseline(baseline, scenario), done -> {});
  }
}
