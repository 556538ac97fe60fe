package dev.fungible.scheduler.model;

import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GangTest {

  @Test
  void losesTheWorkSinceItsLastSafePointAndTheRestartOnAllItsGpus() {
    Gang gang = gang(NOW.minus(Duration.ofMinutes(25)), Duration.ofMinutes(5));
    assertThat(gang.gpus()).isEqualTo(12);
    assertThat(gang.lossIfPreempted(NOW).value()).isCloseTo(12 * 0.5, within(1e-12));
  }

  @Test
  void losesOnlyTheRestartWhereNothingIsUnsaved() {
    assertThat(gang(null, Duration.ofMinutes(5)).lossIfPreempted(NOW).value())
        .isCloseTo(1, within(1e-12));
    assertThat(gang(NOW.plusSeconds(60), Duration.ofMinutes(5)).lossIfPreempted(NOW).value())
        .as("a safe point by a clock that is ahead")
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void losesOnlyTheRestartWhenItShrinks() {
    Gang gang = gang(NOW.minus(Duration.ofHours(9)), Duration.ofMinutes(5));
    assertThat(gang.lossIfShrunk().value()).isCloseTo(1, within(1e-12));
    assertThat(gang.slackNodes()).isEqualTo(1);
  }

  @Test
  void cannotShrinkToNothingOrBeyondItsSizeOrSitTwiceOnANode() {
    assertThatThrownBy(() -> gang(List.of(new Placement("a", 8)), 2, null, Duration.ZERO))
        .hasMessage("Gang g on 1 nodes cannot shrink to 2");
    assertThatThrownBy(() -> gang(List.of(new Placement("a", 8)), 0, null, Duration.ZERO))
        .hasMessageContaining("cannot shrink to 0");
    assertThatThrownBy(
            () ->
                gang(List.of(new Placement("a", 4), new Placement("a", 2)), 1, null, Duration.ZERO))
        .hasMessage("Gang g is placed twice on a");
  }

  private static Gang gang(@Nullable Instant safe, Duration restart) {
    return gang(List.of(new Placement("b", 4), new Placement("a", 8)), 1, safe, restart);
  }

  private static Gang gang(
      List<Placement> placements, int minNodes, @Nullable Instant safe, Duration restart) {
    Instant start = NOW.minus(Duration.ofDays(1));
    return new Gang(
        "g", WorkloadClass.TRAINING, placements, 0, start, safe, restart, minNodes, false, false);
  }
}
