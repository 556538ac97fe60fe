package dev.fungible.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {

  @Test
  void jobsAreOrderedBySubmission() {
    Scenario scenario =
        Worlds.quiet(
            1,
            10,
            Worlds.job("c", 9, 1, 1),
            Worlds.job("a", 3, 1, 1),
            Worlds.job("d", 9, 1, 1),
            Worlds.job("b", 4, 1, 1));

    assertThat(scenario.jobs()).extracting(TrainingJob::name).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aServingClassCannotBeCalledTraining() {
    DemandTrace demand =
        DemandTrace.of(List.of("training"), Duration.ofMinutes(10), new double[1][6]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenario.of("test", demand, List.of(), 1, QueueOrder.FIFO))
        .withMessageContaining("\"training\"");
  }

  @Test
  void stepsAreOfWholeSeconds() {
    DemandTrace demand =
        DemandTrace.of(List.of("inference"), Duration.ofMillis(1500), new double[1][6]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenario.of("test", demand, List.of(), 1, QueueOrder.FIFO))
        .withMessageContaining("PT1.5S");
  }

  @ParameterizedTest(name = "{0} nodes in {1} pools")
  @CsvSource({"0, 1", "2, 0", "2, 3"})
  void nodesAndPoolsMustFit(int nodes, int pools) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Worlds.inPools(Worlds.quiet(nodes, 10), pools))
        .withMessageContaining(nodes + " nodes");
  }

  @ParameterizedTest(name = "decisions every {0} ms, checkpoints every {1} ms")
  @CsvSource({"999, 1000", "1000, 999"})
  void timeGoesInWholeSeconds(long decision, long checkpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> physics(decision, checkpoint, Duration.ZERO))
        .withMessageContaining("at least a second");
    assertThat(physics(1000, 1000, Duration.ZERO).decisionPeriod()).hasSeconds(1);
  }

  @Test
  void noTimeIsNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> physics(1000, 1000, Duration.ofSeconds(-1)))
        .withMessageContaining("PT-1S");
  }

  private static Physics physics(long decision, long checkpoint, Duration restart) {
    return new Physics(
        8,
        Duration.ofMillis(decision),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofMillis(checkpoint),
        restart,
        Duration.ZERO);
  }

  @Test
  void aTraceWithinTheWarmUpIsMeasuredFromItsStart() {
    Scenario oneDay = Worlds.of(4, 3600, wanting(24, 2));
    Scenario twoDays = Worlds.of(4, 3600, wanting(48, 2));

    assertThat(oneDay.isShorterThanWarmUp()).isTrue();
    assertThat(twoDays.isShorterThanWarmUp()).isFalse();
    // One node for two wanted, until a second one joins in the second hour.
    Worlds.Script script = new Worlds.Script().at(0, 1, 0).at(3600 - 360 + 60, 2, 0);
    assertThat(inference(oneDay, script).time()).isBetween(0.95, 0.96);
    assertThat(inference(twoDays, script)).isEqualTo(new Attainment(1, 1, 1));
  }

  @Test
  void missedTargetsAreNamed() {
    Scenario scenario = Worlds.of(4, 3600, wanting(48, 2));

    RunResult result = Worlds.run(scenario, Worlds.hold(1, 0)).result(Duration.ZERO);

    assertThat(result.isFeasible()).isFalse();
    assertThat(result.missed())
        .containsExactly(
            "inference demand attainment 0.5000 < 0.995",
            "inference time attainment 0.0000 < 0.98");
    assertThat(Worlds.run(scenario, Worlds.hold(2, 0)).result(Duration.ZERO).isFeasible()).isTrue();
  }

  private static Attainment inference(Scenario scenario, Worlds.Script script) {
    return Worlds.run(scenario, script).result(Duration.ZERO).attainment().get("inference");
  }

  private static double[][] wanting(int hours, double nodes) {
    double[][] demand = new double[2][hours];
    Arrays.fill(demand[0], nodes);
    return demand;
  }
}
