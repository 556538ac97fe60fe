package dev.fungible.scheduler.model;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadTimesTest {

  private static final Duration UNLEARNED = Duration.ofMinutes(6);

  @Test
  void isTheMedianOfThePair() {
    LeadTimes times =
        LeadTimes.learnedFrom(
            List.of(
                finished(ShiftPhase.DONE, 9),
                finished(ShiftPhase.DONE, 100),
                finished(ShiftPhase.DONE, 7)),
            UNLEARNED);
    assertThat(times.of(TRAINING, INFERENCE)).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void isTheDefaultForPairsThatHaveNotShifted() {
    LeadTimes times = LeadTimes.learnedFrom(List.of(finished(ShiftPhase.DONE, 9)), UNLEARNED);
    assertThat(times.of(TRAINING, RANKING)).isEqualTo(UNLEARNED);
    assertThat(times.of(INFERENCE, TRAINING)).isEqualTo(UNLEARNED);
  }

  @Test
  void learnsNothingFromShiftsThatDidNotArrive() {
    List<FinishedShift> others =
        List.of(finished(ShiftPhase.ROLLED_BACK, 9), finished(ShiftPhase.FAILED, 9));
    assertThat(LeadTimes.learnedFrom(others, UNLEARNED).of(TRAINING, INFERENCE))
        .isEqualTo(UNLEARNED);
  }

  @Test
  void forgetsAllButTheLatest() {
    List<FinishedShift> shifts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      shifts.add(finished(ShiftPhase.DONE, 1));
    }
    for (int i = 0; i < 32; i++) {
      shifts.add(finished(ShiftPhase.DONE, 50));
    }
    assertThat(LeadTimes.learnedFrom(shifts, UNLEARNED).of(TRAINING, INFERENCE))
        .isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void aShiftThatIsUnderWayHasNotFinished() {
    assertThatThrownBy(() -> finished(ShiftPhase.WARMING, 1)).hasMessageContaining("not finished");
  }

  private static FinishedShift finished(ShiftPhase phase, int seconds) {
    Shift shift =
        new Shift(
            "s",
            "n",
            TRAINING,
            INFERENCE,
            Tier.PROTECT,
            null,
            phase,
            NOW,
            NOW,
            null,
            0,
            null,
            "why");
    return new FinishedShift(shift, NOW.plusSeconds(seconds));
  }
}
