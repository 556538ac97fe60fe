package dev.fungible.simulator.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.simulator.trace.DemandTrace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantsTest {

  private static final Duration STEP = Duration.ofMinutes(10);

  private final DemandTrace trace =
      DemandTrace.of(
          List.of("inference", "ranking"), STEP, new double[][] {{1, 2, 3, 4}, {5, 5, 5, 5}});

  @Test
  void peaksShiftAroundTheEnd() {
    assertThat(shifted(STEP)).containsExactly(4, 1, 2, 3);
    assertThat(shifted(STEP.negated())).containsExactly(2, 3, 4, 1);
    assertThat(shifted(STEP.multipliedBy(4))).containsExactly(1, 2, 3, 4);
    assertThat(shifted(STEP.multipliedBy(-9))).containsExactly(2, 3, 4, 1);
  }

  @Test
  void aShiftOfHalfAStepTakesMeans() {
    assertThat(shifted(Duration.ofMinutes(5))).containsExactly(2.5, 1.5, 2.5, 3.5);
  }

  @Test
  void onlyTheNamedClassChangesAndTheGivenTraceStays() {
    DemandTrace shifted = Variants.shiftPeaks(trace, "inference", STEP);

    assertThat(shifted.column(1)).isEqualTo(trace.column(1));
    assertThat(trace.column(0)).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> Variants.scale(trace, "rank", 2)).hasMessageContaining("\"rank\"");
  }

  @Test
  void aFlashCrowdRaisesWhatItOverlaps() {
    DemandTrace crowded =
        Variants.flashCrowd(trace, "inference", Duration.ofMinutes(15), STEP, 0.2);

    assertThat(crowded.column(0)).containsExactly(1, 2.2, 3.3, 4);
  }

  @Test
  void aFlashCrowdIsClippedToTheTrace() {
    DemandTrace crowded =
        Variants.flashCrowd(trace, "inference", Duration.ofMinutes(-30), Duration.ofDays(1), 1);

    assertThat(crowded.column(0)).containsExactly(2, 4, 6, 8);
  }

  @Test
  void theUsualCrowdComesOnceADayAroundThePeak() {
    double[] nodes = new double[2 * 144];
    Arrays.setAll(nodes, i -> 10 - Math.abs(i % 144 - (i < 144 ? 80 : 20)) / 144.0);
    DemandTrace days = DemandTrace.of(List.of("ranking"), STEP, new double[][] {nodes});

    DemandTrace crowded = Variants.dailyFlashCrowds(days, "ranking");

    for (int i = 0; i < nodes.length; i++) {
      int fromPeak = Math.abs(i % 144 - (i < 144 ? 80 : 20));
      double share = fromPeak < 3 ? 0.2 : fromPeak == 3 ? 0.1 : 0;
      assertThat(crowded.nodes(0, i)).isCloseTo(nodes[i] * (1 + share), within(1e-12));
    }
  }

  @Test
  void scalingMultiplies() {
    assertThat(Variants.scale(trace, "inference", 1.5).column(0)).containsExactly(1.5, 3, 4.5, 6);
    assertThatThrownBy(() -> Variants.scale(trace, "inference", -1))
        .hasMessageContaining("Nodes of inference are -1.0");
  }

  private double[] shifted(Duration by) {
    return Variants.shiftPeaks(trace, "inference", by).column(0);
  }
}
