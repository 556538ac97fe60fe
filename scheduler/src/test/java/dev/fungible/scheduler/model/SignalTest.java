package dev.fungible.scheduler.model;

import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(60);

  @ParameterizedTest(name = "measured {0} s ago: {1}")
  @CsvSource({
    "0, 7, ''",
    "60, 7, ''",
    "61, , was last measured 61 s ago",
    "-5, 7, ''",
    "-6, , was last measured 6 s ahead"
  })
  void aMeasurementSpeaksForAsLongAsItMayBeOld(long secondsAgo, Double value, String doubt) {
    Signal signal = new Signal("s", MAX_AGE, samples(secondsAgo, 7), "");

    assertThat(signal.valueAt(NOW).isPresent()).isEqualTo(value != null);
    signal.valueAt(NOW).ifPresent(found -> assertThat(found).isEqualTo(value));
    assertThat(signal.doubtAt(NOW)).isEqualTo(doubt);
  }

  @Test
  void whatWasNeverMeasuredSaysWhy() {
    assertThat(new Signal("s", MAX_AGE, TimeSeries.EMPTY, "3 series").doubtAt(NOW))
        .isEqualTo("has not been measured (3 series)");
    assertThat(new Signal("s", MAX_AGE, TimeSeries.EMPTY, "").valueAt(NOW)).isEmpty();
    assertThat(new Signal("s", MAX_AGE, TimeSeries.EMPTY, "").measuredAt()).isEmpty();
  }

  @Test
  void aProblemAloneIsNoDoubtWhileTheLastNumberIsRecent() {
    assertThat(new Signal("s", MAX_AGE, samples(30, 7), "timeout").doubtAt(NOW)).isEmpty();
  }

  @ParameterizedTest(name = "within {0} s: {1}")
  @CsvSource({"0, 1", "30, 1", "60, 5", "119, 5", "120, 9", "170, 9", "180, 9", "181, ", "900, "})
  void theHighestIsKnownWhereTheWholeWindowWasMeasured(long seconds, Double highest) {
    TimeSeries samples =
        TimeSeries.EMPTY
            .plus(NOW.minusSeconds(120), 9, 9)
            .plus(NOW.minusSeconds(60), 5, 9)
            .plus(NOW.minusSeconds(5), 1, 9);
    Signal signal = new Signal("s", MAX_AGE, samples, "");

    var found = signal.highestWithin(Duration.ofSeconds(seconds), NOW);

    assertThat(found.isPresent()).isEqualTo(highest != null);
    found.ifPresent(value -> assertThat(value).isEqualTo(highest));
  }

  @Test
  void theHighestIsNotKnownBeyondAGap() {
    TimeSeries samples =
        TimeSeries.EMPTY
            .plus(NOW.minusSeconds(200), 9, 9)
            .plus(NOW.minusSeconds(100), 5, 9)
            .plus(NOW.minusSeconds(50), 1, 9);
    Signal signal = new Signal("s", MAX_AGE, samples, "");

    assertThat(signal.highestWithin(Duration.ofSeconds(110), NOW)).hasValue(5);
    assertThat(signal.highestWithin(Duration.ofSeconds(210), NOW)).isEmpty();
  }

  @Test
  void aSnapshotHasThemByName() {
    Signal a = new Signal("a", MAX_AGE, TimeSeries.EMPTY, "");
    Signal b = new Signal("b", MAX_AGE, TimeSeries.EMPTY, "");
    ClusterSnapshot snapshot = ClusterSnapshot.at(NOW).signals(List.of(b, a)).build();

    assertThat(snapshot.signals()).containsExactly(a, b);
    assertThat(snapshot.signal("b")).contains(b);
    assertThat(snapshot.signal("c")).isEmpty();
    assertThatThrownBy(() -> ClusterSnapshot.at(NOW).signals(List.of(a, a)).build())
        .hasMessage("Two signals are called a");
  }

  private static TimeSeries samples(long secondsAgo, double value) {
    return TimeSeries.EMPTY.plus(NOW.minusSeconds(secondsAgo), value, 9);
  }
}
