package dev.fungible.scheduler.model;

import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {

  @Test
  void keepsTheLatestSamplesAndLeavesOlderSeriesAlone() {
    TimeSeries two = series(2, 5, 3);
    TimeSeries three = two.plus(NOW.plusSeconds(30), 9, 2);
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.valueOf(0)).isEqualTo(5);
    assertThat(three.size()).isEqualTo(2);
    assertThat(three.valueOf(0)).isEqualTo(3);
    assertThat(three.valueOf(1)).isEqualTo(9);
    assertThat(three.timeOf(1)).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void refusesASampleThatIsNotNewer() {
    TimeSeries series = series(9, 5);
    Instant same = series.timeOf(0);
    assertThatThrownBy(() -> series.plus(same, 1, 9)).hasMessageContaining("not newer");
  }

  @Test
  void knowsTheHighestOfAWindowWithBothItsEnds() {
    TimeSeries series = series(9, 8, 2, 5, 1);
    assertThat(series.maxWithin(Duration.ofSeconds(30), NOW.plusSeconds(30))).hasValue(8);
    assertThat(series.maxWithin(Duration.ofSeconds(29), NOW.plusSeconds(30))).hasValue(5);
    assertThat(series.maxWithin(Duration.ofSeconds(5), NOW.plusSeconds(60))).isEmpty();
    assertThat(TimeSeries.EMPTY.maxWithin(Duration.ofDays(1), NOW)).isEmpty();
  }

  @Test
  void knowsWhatHeldAtATime() {
    TimeSeries series = series(9, 8, 2, 5);
    assertThat(series.at(NOW.minusSeconds(1))).isEmpty();
    assertThat(series.at(NOW)).hasValue(8);
    assertThat(series.at(NOW.plusSeconds(19))).hasValue(2);
    assertThat(series.at(NOW.plusSeconds(20))).hasValue(5);
    assertThat(series.at(NOW.plusSeconds(9999))).hasValue(5);
  }

  @Test
  void forgetsWhatIsNotBeforeATime() {
    TimeSeries series = series(9, 8, 2, 5);
    assertThat(series.before(NOW.plusSeconds(10)).size()).isEqualTo(1);
    assertThat(series.before(NOW.plusSeconds(11)).size()).isEqualTo(2);
    assertThat(series.before(NOW.plusSeconds(21)).size()).isEqualTo(3);
    assertThat(series.before(NOW).size()).isZero();
  }

  /** One sample every 10 seconds from now on. */
  private static TimeSeries series(int most, double... values) {
    TimeSeries series = TimeSeries.EMPTY;
    for (int i = 0; i < values.length; i++) {
      series = series.plus(NOW.plusSeconds(10L * i), values[i], most);
    }
    return series;
  }
}
