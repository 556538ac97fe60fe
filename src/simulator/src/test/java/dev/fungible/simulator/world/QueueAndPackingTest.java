package dev.fungible.simulator.world;

import static dev.fungible.simulator.world.Worlds.end;
import static dev.fungible.simulator.world.Worlds.hold;
import static dev.fungible.simulator.world.Worlds.inPools;
import static dev.fungible.simulator.world.Worlds.job;
import static dev.fungible.simulator.world.Worlds.queued;
import static dev.fungible.simulator.world.Worlds.quiet;
import static dev.fungible.simulator.world.Worlds.run;
import static dev.fungible.simulator.world.Worlds.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueAndPackingTest {

  @Test
  void aSmallJobGoesToTheFullestNodeThatFits() {
    Scenario scenario =
        quiet(
            2,
            60,
            job("a", 0, 900, 6),
            job("b", 1, 900, 4),
            job("c", 2, 900, 2),
            job("d", 3, 900, 4));

    Simulation simulation = run(scenario, hold(0, 0));

    // c fills the gap beside a, which leaves d the other half of b's node.
    assertThat(start(simulation, "c")).isEqualTo(2);
    assertThat(start(simulation, "d")).isEqualTo(3);
  }

  @Test
  void aWideJobTakesWholeFreeNodesAndSharesNone() {
    Scenario scenario =
        quiet(3, 60, job("one", 0, 600, 1), job("wide", 1, 900, 12), job("small", 2, 100, 4));
    List<Long> widths = new ArrayList<>();
    Simulation simulation = new Simulation(scenario, Worlds.eager(hold(0, 0)), done -> {});

    simulation.run(
        end -> {
          if (simulation.now() == 2) {
            widths.add((long) Worlds.jobOf(simulation, "wide").nodes().size());
          }
        });

    assertThat(widths).containsExactly(2L);
    // 4 of the wide job's 16 GPUs stay idle, but small goes beside one, not there.
    assertThat(start(simulation, "small")).isEqualTo(2);
    assertThat(end(simulation, "one")).isEqualTo(600);
    assertThat(Worlds.jobOf(simulation, "small").starts()).isEqualTo(1);
    // Seconds 1 to 901: 12 busy GPUs on 2 nodes.
    assertThat(simulation.cluster().floor().preemptions()).isZero();
  }

  @Test
  void aWideJobWaitsForNodesThatAreWhollyFree() {
    Scenario scenario = quiet(2, 60, job("one", 0, 600, 1), job("wide", 1, 100, 16));

    assertThat(start(run(scenario, hold(0, 0)), "wide")).isEqualTo(600);
  }

  @Test
  void laterJobsThatFitStartBeforeAnEarlierOneThatDoesNot() {
    Scenario scenario =
        quiet(
            2,
            120,
            job("a", 0, 1000, 8),
            job("wide", 10, 100, 16),
            job("c", 20, 500, 8),
            job("d", 30, 5000, 4));

    Simulation simulation = run(scenario, hold(0, 0));

    assertThat(start(simulation, "c")).isEqualTo(20);
    assertThat(start(simulation, "d")).isEqualTo(520);
    assertThat(start(simulation, "wide")).isEqualTo(5520);
    assertThat(end(simulation, "wide")).isEqualTo(5620);
  }

  @Test
  void jobsThatEndTogetherFreeTheirNodesTogether() {
    Scenario scenario =
        quiet(
            2,
            60,
            job("a", 0, 1000, 8),
            job("b", 0, 1000, 8),
            job("wide", 10, 200, 16),
            job("small", 20, 100, 1));

    Simulation simulation = run(scenario, hold(0, 0));

    assertThat(start(simulation, "wide")).isEqualTo(1000);
    assertThat(start(simulation, "small")).isEqualTo(1200);
  }

  @Test
  void firstInFirstOutPrefersTheOlderJobAndShortestFirstTheShorterOne() {
    Scenario scenario =
        quiet(1, 60, job("a", 0, 1000, 8), job("long", 10, 500, 8), job("short", 20, 100, 8));

    Simulation fifo = run(scenario, hold(0, 0));
    Simulation sjf = run(queued(scenario, QueueOrder.SJF), hold(0, 0));

    assertThat(start(fifo, "long")).isEqualTo(1000);
    assertThat(start(fifo, "short")).isEqualTo(1500);
    assertThat(start(sjf, "short")).isEqualTo(1000);
    assertThat(start(sjf, "long")).isEqualTo(1100);
  }

  @Test
  void shortestFirstCountsTheWorkThatIsLeft() {
    // a has 2500 s of work, of which 1800 s are saved when it is stopped at 2100.
    Scenario scenario =
        quiet(1, 180, job("a", 0, 2500, 8), job("b", 10, 900, 8), job("c", 20, 600, 8));
    Worlds.Script script = new Worlds.Script().at(0, 0, 0).at(2100, 1, 0).at(2700, 0, 0);

    Simulation simulation = run(queued(scenario, QueueOrder.SJF), script);

    assertThat(start(simulation, "c")).isEqualTo(2820);
    assertThat(end(simulation, "a")).isEqualTo(2820 + 600 + 300 + 700);
    assertThat(start(simulation, "b")).isEqualTo(2820 + 600 + 300 + 700);
  }

  @Test
  void aPreemptedJobIsTriedInTheOrderOfItsSubmission() {
    Scenario scenario = quiet(1, 180, job("a", 0, 3600, 8), job("b", 10, 60, 8));
    Worlds.Script script = new Worlds.Script().at(0, 0, 0).at(600, 1, 0).at(1200, 0, 0);

    Simulation simulation = run(scenario, script);

    assertThat(end(simulation, "a")).isEqualTo(1320 + 300 + 3600);
    assertThat(start(simulation, "b")).isEqualTo(1320 + 300 + 3600);
  }

  @Test
  void theOrderOfTheListMattersOnlyForJobsSubmittedTogether() {
    Scenario given =
        quiet(1, 60, job("late", 20, 100, 8), job("first", 0, 100, 8), job("early", 10, 100, 8));

    Simulation simulation = run(given, hold(0, 0));

    assertThat(start(simulation, "early")).isEqualTo(100);
    assertThat(start(simulation, "late")).isEqualTo(200);
  }

  @Test
  void aWideJobStaysInsideOnePool() {
    // Nodes 0 and 2 are of one pool, 1 and 3 of the other; x and y take 0 and 1.
    Scenario scenario =
        quiet(4, 60, job("x", 0, 900, 8), job("y", 1, 1800, 8), job("wide", 2, 60, 16));

    assertThat(start(run(scenario, hold(0, 0)), "wide")).isEqualTo(2);
    assertThat(start(run(inPools(scenario, 2), hold(0, 0)), "wide")).isEqualTo(900);
  }

  @Test
  void theFullestNodeOfAllPoolsIsTaken() {
    // a goes to node 0 of pool 0, b to node 1 of pool 1 where 2 GPUs stay free: c belongs there.
    Scenario scenario =
        quiet(
            2,
            60,
            job("a", 0, 900, 3),
            job("b", 1, 900, 6),
            job("c", 2, 900, 2),
            job("d", 3, 900, 5));

    assertThat(start(run(inPools(scenario, 2), hold(0, 0)), "d")).isEqualTo(3);
  }
}
