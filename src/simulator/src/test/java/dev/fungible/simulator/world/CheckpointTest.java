package dev.fungible.simulator.world;

import static dev.fungible.simulator.world.Worlds.end;
import static dev.fungible.simulator.world.Worlds.hold;
import static dev.fungible.simulator.world.Worlds.job;
import static dev.fungible.simulator.world.Worlds.quiet;
import static dev.fungible.simulator.world.Worlds.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.WasteIdentity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One node and one job of 10,000 s that serving stops now and then. */
class CheckpointTest {

  private static final double ROUNDING = 1e-9;

  @Test
  void aStoppedJobLosesWhatItDidSinceItsCheckpointAndPaysARestart() {
    Simulation simulation = stopped(240, new Worlds.Script().at(3000, 1, 0).at(3600, 0, 0));

    // Given back at 3600, a training node at 3720, on with 1800 s of progress at 4020.
    assertThat(end(simulation, "a")).isEqualTo(3720 + 300 + 8200);
    assertWaste(simulation, 10_000, 1200, 300);
    assertThat(simulation.cluster().floor().preemptions()).isEqualTo(1);
  }

  @Test
  void checkpointsCountProgressNotTimeSinceTheStart() {
    Worlds.Script script =
        new Worlds.Script().at(3000, 1, 0).at(3600, 0, 0).at(6000, 1, 0).at(6600, 0, 0);

    Simulation simulation = stopped(300, script);

    // On again at 4020 from 1800 s; by 6000 it has 3780 s, of which 3600 s are saved.
    assertThat(end(simulation, "a")).isEqualTo(6720 + 300 + 6400);
    assertWaste(simulation, 10_000, 1200 + 180, 600);
  }

  @Test
  void aJobStoppedAtItsCheckpointLosesNothing() {
    Simulation simulation = stopped(240, new Worlds.Script().at(3600, 1, 0).at(4200, 0, 0));

    assertThat(end(simulation, "a")).isEqualTo(4320 + 300 + 6400);
    assertWaste(simulation, 10_000, 0, 300);
  }

  @Test
  void aJobStoppedDuringItsRestartPaysItAgainAndLosesNoMore() {
    Worlds.Script script =
        new Worlds.Script().at(3000, 1, 0).at(3600, 0, 0).at(3900, 1, 0).at(4200, 0, 0);

    Simulation simulation = stopped(300, script);

    // The restart begins at 3720 and is cut at 3900. The model is loaded until 4260; the node that
    // is wanted back at 4200 cannot turn around before.
    assertThat(end(simulation, "a")).isEqualTo(4500 + 120 + 300 + 8200);
    assertWaste(simulation, 10_000, 1200, 180 + 300);
  }

  @Test
  void whatIsNotYetSavedAtTheHorizonIsRetained() {
    Simulation simulation = stopped(60, hold(0, 0));

    assertWaste(simulation, 3600, 0, 0);
    assertThat(result(simulation).jobs().censoredShare()).isEqualTo(1);
  }

  @Test
  void anotherIntervalIsKept() {
    Scenario scenario = quiet(1, 240, job("a", 0, 10_000, 8));
    Physics often = scenario.physics().withCheckpointInterval(Duration.ofSeconds(700));
    Scenario other =
        new Scenario(
            "test",
            scenario.demand(),
            scenario.jobs(),
            1,
            1,
            often,
            scenario.queue(),
            scenario.failures(),
            scenario.notes());

    Simulation simulation =
        run(other, new Worlds.Script().at(0, 0, 0).at(3000, 1, 0).at(3600, 0, 0));

    assertWaste(simulation, 10_000, 200, 300);
  }

  @Test
  void aJobThatEndsAtTheHorizonIsDone() {
    Simulation simulation = run(quiet(1, 60, job("a", 0, 3600, 8), job("b", 10, 1, 1)), hold(0, 0));

    assertWaste(simulation, 3600, 0, 0);
    assertThat(end(simulation, "a")).isEqualTo(3600);
    // Only b, which never started, is censored.
    assertThat(result(simulation).jobs().censoredShare()).isEqualTo(0.5);
  }

  @Test
  void aJobThatNeedsOneSecondMoreIsCensored() {
    Simulation simulation = run(quiet(1, 60, job("a", 0, 3601, 8)), hold(0, 0));

    assertWaste(simulation, 3600, 0, 0);
    assertThat(result(simulation).jobs().censoredShare()).isEqualTo(1);
  }

  @Test
  void jobsSubmittedAtTheHorizonOrLaterDoNotCount() {
    Scenario scenario =
        quiet(1, 60, job("a", 0, 60, 8), job("b", 3600, 1, 1), job("c", 9000, 1, 1));

    RunResult result = result(run(scenario, hold(0, 0)));

    assertThat(result.jobs().queueing().count()).isEqualTo(1);
    assertThat(result.jobs().censoredShare()).isZero();
  }

  private static Simulation stopped(int minutes, Worlds.Script script) {
    Scenario scenario = quiet(1, minutes, job("a", 0, 10_000, 8));
    return run(scenario, script.at(0, 0, 0));
  }

  private static RunResult result(Simulation simulation) {
    return simulation.result(Duration.ZERO);
  }

  /** All in seconds of a node of 8 GPUs. */
  private static void assertWaste(Simulation simulation, long done, long lost, long restart) {
    WasteIdentity waste = result(simulation).waste();
    assertThat(waste.goodput()).isCloseTo(done * 8 / 3600.0, within(ROUNDING));
    assertThat(waste.lost()).isCloseTo(lost * 8 / 3600.0, within(ROUNDING));
    assertThat(waste.restart()).isCloseTo(restart * 8 / 3600.0, within(ROUNDING));
    assertThat(waste.error()).isLessThan(ROUNDING);
  }
}
