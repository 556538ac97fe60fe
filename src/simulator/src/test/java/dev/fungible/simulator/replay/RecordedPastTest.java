package dev.fungible.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedPastTest {

  @Test
  void hoursOfTheDayStayWhatTheyWere() {
    RecordedPast past =
        RecordedPast.of(Pasts.snapshot(Duration.ofHours(10), at -> at.toHours() == 3 ? 80 : 16));

    // 07:30, the step in which the memory begins, is 90 steps after midnight.
    assertThat(past.lead()).isEqualTo(Duration.ofMinutes(450));
    assertThat(past.length()).isEqualTo(Duration.ofHours(10));
    assertThat(past.demand().nodes(0, 0)).isEqualTo(2);
    assertThat(past.demand().nodes(0, 89)).isEqualTo(2);
    // 10:31 until 11:31
    assertThat(past.demand().nodes(0, 10 * 12 + 5)).isEqualTo(2);
    assertThat(past.demand().nodes(0, 10 * 12 + 6)).isEqualTo(10);
    assertThat(past.demand().nodes(0, 11 * 12 + 7)).isEqualTo(2);
    assertThat(past.remembered()).isEqualTo(1, within(0.01));
  }

  @Test
  void noPeakIsShorterThanAStep() {
    RecordedPast past =
        RecordedPast.of(Pasts.snapshot(Duration.ofHours(2), at -> at.toMinutes() == 62 ? 64 : 8));

    assertThat(past.demand().column(0)).containsOnlyOnce(8.0);
  }

  @Test
  void whatNobodySawIsWhatWasSeenLastAndIsTold() {
    TimeSeries history = TimeSeries.EMPTY;
    for (int minute = 0; minute <= 60; minute += 2) {
      history = history.plus(Pasts.START.plusSeconds(60L * minute), 24, 1000);
    }
    history = history.plus(Pasts.START.plus(Duration.ofHours(9)), 40, 1000);

    RecordedPast past =
        RecordedPast.of(Pasts.snapshot(Pasts.START.plus(Duration.ofHours(10)), history));

    assertThat(past.demand().nodes(0, 90 + 12 * 5)).isEqualTo(3);
    // An hour of samples, half an hour after the last of them, and the same after the late one.
    assertThat(past.remembered()).isEqualTo(0.2, within(0.01));
  }

  @Test
  void whatIsKnownOfTheDaysBeforeIsLearnedFromAndNotCounted() {
    TimeSeries history = TimeSeries.EMPTY;
    for (int minute = 0; minute <= 30 * 60; minute += 5) {
      history = history.plus(Pasts.START.plusSeconds(60L * minute), minute < 1440 ? 16 : 24, 1000);
    }
    Instant begin = Instant.parse("2026-03-03T07:30:00Z");
    Memory memory =
        new Memory(
            "The server",
            begin,
            begin.plus(Duration.ofHours(6)),
            List.of(new Memory.Wanted("inference", history)),
            12,
            8,
            1,
            List.of());

    RecordedPast past = RecordedPast.of(memory);

    assertThat(past.start()).isEqualTo(begin);
    assertThat(past.lead()).isEqualTo(Duration.ofMinutes(1440 + 450));
    assertThat(past.length()).isEqualTo(Duration.ofHours(6));
    assertThat(past.demand().nodes(0, 288 + 89)).isEqualTo(2);
    assertThat(past.demand().nodes(0, 288 + 91)).isEqualTo(3);
    assertThat(past.remembered()).isEqualTo(1, within(0.01));
  }

  @Test
  void aPastThatIsTooShortIsRefused() {
    assertThatThrownBy(() -> RecordedPast.of(Pasts.snapshot(Duration.ofMinutes(20), at -> 8)))
        .isInstanceOf(BadReplay.class)
        .hasMessageContaining("21 minutes of demand")
        .hasMessageContaining("an hour at least");
    assertThatThrownBy(() -> RecordedPast.of(Pasts.snapshot(Pasts.START, TimeSeries.EMPTY)))
        .isInstanceOf(BadReplay.class);
  }
}
