package dev.fungible.simulator.world;

import static dev.fungible.simulator.world.Worlds.hold;
import static dev.fungible.simulator.world.Worlds.inPools;
import static dev.fungible.simulator.world.Worlds.job;
import static dev.fungible.simulator.world.Worlds.quiet;
import static dev.fungible.simulator.world.Worlds.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.simulator.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ready nodes over time, to the second. */
class TransitionTest {

  @Test
  void fromTrainingToServingTakesAMinuteOfGraceAndFiveOfLoading() {
    Ready ready = Ready.of(quiet(3, 30), new Worlds.Script().at(0, 1, 0).at(600, 2, 0));

    ready.assertFrom(0, 1, 0, 2, 0);
    ready.assertFrom(600, 1, 0, 1, 1);
    ready.assertFrom(960, 2, 0, 1, 0);
    ready.assertChanges(0, 600, 960);
  }

  @Test
  void fromServingToTrainingTakesTwoMinutes() {
    Ready ready = Ready.of(quiet(3, 30), new Worlds.Script().at(0, 1, 1).at(600, 0, 1));

    ready.assertFrom(600, 0, 1, 1, 1);
    ready.assertFrom(720, 0, 1, 2, 0);
    ready.assertChanges(0, 600, 720);
  }

  @Test
  void fromServingToServingTakesSevenMinutes() {
    Ready ready = Ready.of(quiet(3, 30), new Worlds.Script().at(0, 1, 1).at(600, 0, 2));

    ready.assertFrom(600, 0, 1, 1, 1);
    ready.assertFrom(1020, 0, 2, 1, 0);
    ready.assertChanges(0, 600, 1020);
  }

  @Test
  void anIdleTrainingNodeTakesItsGraceToo() {
    Ready ready = Ready.of(quiet(1, 30), new Worlds.Script().at(0, 0, 0).at(300, 1, 0));

    ready.assertFrom(300, 0, 0, 0, 1);
    ready.assertFrom(660, 1, 0, 0, 0);
  }

  @Test
  void theJobsOfALeavingNodeStopAtOnceAndThoseOfTheOthersGoOn() {
    Scenario scenario = quiet(2, 60, job("a", 0, 3000, 8), job("b", 1, 3000, 8));
    Worlds.Script script = new Worlds.Script().at(0, 0, 0).at(600, 1, 0);

    Simulation simulation = run(scenario, script);

    // b lost a second less than a would have; it restarts on a's node when a has ended.
    assertThat(Worlds.end(simulation, "a")).isEqualTo(3000);
    RunResult result = simulation.result(Duration.ZERO);
    assertThat(result.lostGpuHours()).isCloseTo(599 * 8 / 3600.0, within(1e-9));
    assertThat(result.preemptionsPerHour()).isEqualTo(1);
    assertThat(result.moves().getFirst().gangs()).containsExactly("b");
  }

  @Test
  void preemptingAWideJobFreesAllItsNodes() {
    Scenario scenario = quiet(2, 60, job("wide", 0, 3000, 16), job("small", 1, 3000, 8));
    Worlds.Script script = new Worlds.Script().at(0, 0, 0).at(600, 1, 0);

    Simulation simulation = run(scenario, script);

    assertThat(Worlds.start(simulation, "small")).isEqualTo(600);
    assertThat(simulation.cluster().floor().preemptions()).isEqualTo(1);
  }

  @Test
  void modelLoadIsAnOption() {
    Scenario slow =
        new Scenario(
            "test",
            quiet(3, 60).demand(),
            List.of(),
            3,
            1,
            Physics.defaults().withModelLoad(Duration.ofSeconds(600)),
            QueueOrder.FIFO,
            Failures.NONE,
            List.of());

    Ready ready = Ready.of(slow, new Worlds.Script().at(0, 1, 0).at(600, 2, 0).at(1800, 1, 1));

    ready.assertFrom(1260, 2, 0, 1, 0);
    ready.assertFrom(1800 + 720, 1, 1, 1, 0);
    ready.assertChanges(0, 600, 1260, 1800, 2520);
  }

  @Test
  void theFirstAssignmentIsFreeAndTheRestTrains() {
    Ready ready = Ready.of(quiet(6, 30), hold(2, 1));

    ready.assertFrom(0, 2, 1, 3, 0);
    ready.assertChanges(0);
    assertThat(ready.simulation.result(Duration.ZERO).moves()).isEmpty();
  }

  @Test
  void jobsOfTheFirstSecondDoNotKeepNodesFromTheFirstAssignment() {
    Scenario full = quiet(2, 30, job("a", 0, 3000, 8), job("b", 0, 3000, 8));

    Ready ready = Ready.of(full, hold(1, 0));

    ready.assertFrom(0, 1, 0, 1, 0);
    ready.assertChanges(0);
    assertThat(Worlds.start(ready.simulation, "a")).isZero();
    // The other job would need the node that serves.
    assertThat(Worlds.jobOf(ready.simulation, "b").starts()).isZero();
    assertThat(ready.simulation.result(Duration.ZERO).waste().error()).isLessThan(1e-9);
  }

  @Test
  void nodesThatNobodyAskedForTrain() {
    Scenario scenario = quiet(4, 30, job("a", 60, 600, 8));

    Ready ready =
        Ready.of(
            scenario,
            snapshot ->
                List.of(Worlds.Script.bid(snapshot, WorkloadClass.RANKING, Tier.GUARANTEE, 1)));

    ready.assertFrom(0, 0, 1, 3, 0);
    assertThat(Worlds.end(ready.simulation, "a")).isEqualTo(660);
  }

  @Test
  void theFirstAssignmentKeepsToThePoolsOfTheGrants() {
    Scenario scenario = inPools(quiet(4, 30), 2);

    Ready ready =
        Ready.of(
            scenario,
            snapshot ->
                List.of(
                    new Bid(
                        "test",
                        WorkloadClass.INFERENCE,
                        List.of("pool-1"),
                        Tier.GUARANTEE,
                        1,
                        3,
                        Duration.ZERO,
                        "wants pool 1")));

    ready.assertFrom(0, 2, 0, 2, 0);
    for (SimulatedNode node : ready.simulation.cluster().nodes()) {
      assertThat(node.labelled().equals(WorkloadClass.INFERENCE))
          .isEqualTo(node.pool().equals("pool-1"));
    }
  }

  /** Counts of ready nodes from each second in which they changed. */
  private static final class Ready {

    private final Simulation simulation;
    private final TreeMap<Long, List<Integer>> counts = new TreeMap<>();

    private Ready(Simulation simulation) {
      this.simulation = simulation;
    }

    static Ready of(Scenario scenario, Policy policy) {
      Simulation simulation = new Simulation(scenario, Worlds.eager(policy), done -> {});
      Ready ready = new Ready(simulation);
      simulation.run(end -> ready.look());
      return ready;
    }

    private void look() {
      int[] now = new int[4];
      for (SimulatedNode node : simulation.cluster().nodes()) {
        if (node.isReady(simulation.now())) {
          now[node.labelled().equals(WorkloadClass.INFERENCE) ? 0 : other(node)]++;
        } else {
          now[3]++;
        }
      }
      List<Integer> seen = List.of(now[0], now[1], now[2], now[3]);
      if (counts.isEmpty() || !counts.lastEntry().getValue().equals(seen)) {
        counts.put(simulation.now(), seen);
      }
    }

    private static int other(SimulatedNode node) {
      return node.labelled().equals(WorkloadClass.RANKING) ? 1 : 2;
    }

    void assertFrom(long second, int inference, int ranking, int training, int transition) {
      assertThat(counts.get(second))
          .as("from second %s of %s", second, counts)
          .containsExactly(inference, ranking, training, transition);
    }

    void assertChanges(long... seconds) {
      assertThat(counts.keySet().stream().mapToLong(second -> second).toArray())
          .containsExactly(seconds);
    }
  }
}
