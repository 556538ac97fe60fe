package dev.fungible.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticSizesTest {

  private final Scenario scenario =
      Scenario.of(
          "test",
          DemandTrace.of(
              List.of("inference", "ranking", "ads"),
              Duration.ofMinutes(10),
              new double[][] {{1, 2, 3, 4.2}, {2, 2, 2, 2}, {0, 0, 0, 0}}),
          List.of(),
          10,
          QueueOrder.FIFO);

  @Test
  void thePeakIsRoundedUpToWholeNodes() {
    assertThat(StaticSizes.atPeak(scenario))
        .containsEntry("inference", 5)
        .containsEntry("ranking", 2)
        .containsEntry("ads", 0);
  }

  @Test
  void theSmallestSizeServesTheShareAndOneLessDoesNot() {
    // 3 nodes serve 9 of 10.2, 4 nodes 10 of 10.2.
    assertThat(StaticSizes.smallest(scenario, 9 / 10.2)).containsEntry("inference", 3);
    assertThat(StaticSizes.smallest(scenario, 9.01 / 10.2)).containsEntry("inference", 4);
    assertThat(StaticSizes.smallest(scenario, 0.995))
        .containsEntry("inference", 5)
        .containsEntry("ranking", 2)
        .containsEntry("ads", 0);
  }
}
