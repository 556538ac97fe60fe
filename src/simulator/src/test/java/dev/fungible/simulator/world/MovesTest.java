package dev.fungible.simulator.world;

import static dev.fungible.simulator.world.Worlds.job;
import static dev.fungible.simulator.world.Worlds.quiet;
import static dev.fungible.simulator.world.Worlds.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovesTest {

  @ParameterizedTest(name = "back after {0} s: {1} reversals")
  @CsvSource({"1500, 1", "1800, 1", "2100, 0"})
  void aNodeThatIsBackWithinHalfAnHourIsAReversal(long seconds, int reversals) {
    RunResult result =
        result(1, new Worlds.Script().at(0, 0, 0).at(600, 1, 0).at(600 + seconds, 0, 0));

    assertThat(result.moves()).hasSize(2);
    assertThat(result.reversals()).isEqualTo(reversals);
  }

  @Test
  void goingOnToAThirdClassIsNoReversal() {
    RunResult result = result(1, new Worlds.Script().at(0, 0, 0).at(600, 1, 0).at(1200, 0, 1));

    assertThat(result.moves()).hasSize(2);
    assertThat(result.reversals()).isZero();
  }

  @Test
  void anotherNodeThatGoesTheOtherWayIsNoReversal() {
    // Node 0 serves inference first; the node that joins it is another one and stays.
    RunResult result = result(3, new Worlds.Script().at(0, 1, 0).at(600, 1, 1).at(3000, 0, 1));

    assertThat(result.moves()).hasSize(2);
    assertThat(result.reversals()).isZero();
  }

  @Test
  void movesAndPreemptionsArePerHourOfTheWholeHorizon() {
    Scenario scenario = quiet(1, 240, job("a", 0, 20_000, 8));

    RunResult result =
        run(scenario, new Worlds.Script().at(0, 0, 0).at(600, 1, 0).at(3600, 0, 0))
            .result(Duration.ZERO);

    assertThat(result.movesPerHour()).isCloseTo(2 / 4.0, within(1e-12));
    assertThat(result.preemptionsPerHour()).isCloseTo(1 / 4.0, within(1e-12));
  }

  @Test
  void everyMoveIsKeptWithItsReason() {
    Scenario scenario = quiet(2, 60, job("wide", 0, 20_000, 16));

    RunResult result =
        run(scenario, new Worlds.Script().at(0, 0, 0).at(600, 2, 0)).result(Duration.ZERO);

    assertThat(result.moves()).extracting(MoveRecord::number).containsExactly(1, 2);
    assertThat(result.moves())
        .allSatisfy(
            move -> {
              assertThat(move.at()).isEqualTo(Duration.ofSeconds(600));
              assertThat(move.from()).isEqualTo("training");
              assertThat(move.to()).isEqualTo("inference");
              assertThat(move.tier()).isEqualTo("PROTECT");
              assertThat(move.disruption()).isEqualTo("PREEMPT");
              assertThat(move.gangs()).containsExactly("wide");
              // 600 s since the start and 300 s of restart on 16 GPUs, shared by two nodes.
              assertThat(move.lostGpuHours()).isCloseTo(900 * 8 / 3600.0, within(1e-9));
              assertThat(move.reason()).isEqualTo("the script says so");
              assertThat(move.bids()).hasSize(3);
              assertThat(move.allocation()).isNotEmpty();
            });
  }

  private static RunResult result(int nodes, Worlds.Script script) {
    return run(quiet(nodes, 90), script).result(Duration.ZERO);
  }
}
