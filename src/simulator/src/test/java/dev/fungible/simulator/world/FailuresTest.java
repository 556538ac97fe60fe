package dev.fungible.simulator.world;

import static dev.fungible.simulator.world.Worlds.failing;
import static dev.fungible.simulator.world.Worlds.hold;
import static dev.fungible.simulator.world.Worlds.job;
import static dev.fungible.simulator.world.Worlds.quiet;
import static dev.fungible.simulator.world.Worlds.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.simulator.result.RunResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

  private static final Failures SOME = new Failures(0.2, Duration.ofMinutes(20), 3);

  @Test
  void onAverageThatShareIsDown() {
    Failures failures = new Failures(0.03, Duration.ofHours(1), 1);
    long horizon = 86_400L * 100;
    double down = 0;
    for (int node = 0; node < 64; node++) {
      for (Failures.Outage outage : failures.of(node, horizon)) {
        down += Math.min(horizon, outage.to()) - outage.from();
      }
    }

    assertThat(down / (64.0 * horizon)).isCloseTo(0.03, within(0.002));
  }

  @Test
  void outagesOfANodeFollowEachOtherAndComeBackWithTheSeed() {
    List<Failures.Outage> outages = SOME.of(7, 1_000_000);

    long free = 1;
    for (Failures.Outage outage : outages) {
      assertThat(outage.from()).isGreaterThanOrEqualTo(free).isLessThan(1_000_000);
      assertThat(outage.to()).isGreaterThan(outage.from());
      free = outage.to() + 1;
    }
    assertThat(outages).hasSizeGreaterThan(50).isEqualTo(SOME.of(7, 1_000_000));
    assertThat(SOME.of(8, 1_000_000)).isNotEqualTo(outages);
    assertThat(Failures.NONE.of(7, 1_000_000)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aShareThatIsNoneIsRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Failures(share, Duration.ofHours(1), 0))
        .withMessageContaining(String.valueOf(share));
  }

  @Test
  void aFailedNodeIsDownAndItsJobGoesOnElsewhere() {
    // One node fails, and only once; the other one is free.
    Failures failures = failingOnce(7200, 2);
    Failures.Outage outage = failures.of(0, 7200).getFirst();
    Scenario scenario = failing(quiet(2, 120, job("a", 0, 3600, 8)), failures);

    Simulation simulation = run(scenario, hold(0, 0));

    long done = outage.from() / 1800 * 1800;
    assertThat(Worlds.end(simulation, "a")).isEqualTo(outage.from() + 300 + 3600 - done);
    RunResult result = simulation.result(Duration.ZERO);
    assertThat(result.waste().down() * 3600)
        .isCloseTo(8.0 * (Math.min(7200, outage.to()) - outage.from()), within(1e-6));
    assertThat(result.lostGpuHours() * 3600).isCloseTo(8.0 * (outage.from() - done), within(1e-6));
    assertThat(simulation.cluster().floor().preemptions()).isEqualTo(1);
  }

  @Test
  void aServingNodeThatIsDownServesNothing() {
    Failures failures = failingOnce(7200, 1);
    Failures.Outage outage = failures.of(0, 7200).getFirst();
    Scenario scenario = Worlds.of(1, 3600, new double[][] {{1, 1}, {0, 0}});

    RunResult result = run(failing(scenario, failures), hold(1, 0)).result(Duration.ZERO);

    double up = 1 - (Math.min(7200, outage.to()) - outage.from()) / 7200.0;
    assertThat(result.attainment().get("inference").demand()).isCloseTo(up, within(1e-9));
    assertThat(result.attainment().get("inference").time()).isCloseTo(up, within(1e-9));
  }

  /** Failures of node 0 alone among so many, once and within the hour in which a job runs. */
  private static Failures failingOnce(long horizon, int nodes) {
    for (long seed = 0; ; seed++) {
      Failures failures = new Failures(0.2, Duration.ofMinutes(20), seed);
      boolean once = failures.of(0, horizon).size() == 1;
      boolean others = nodes > 1 && !failures.of(1, horizon).isEmpty();
      if (once && !others && failures.of(0, horizon).getFirst().from() < 3600) {
        return failures;
      }
    }
  }
}
