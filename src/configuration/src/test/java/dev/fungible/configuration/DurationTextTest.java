package dev.fungible.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "45s,PT45S",
    "30m,PT30M",
    "1h30m,PT1H30M",
    "2d,PT48H",
    "1d2h3m4s,PT26H3M4S",
    "0s,PT0S",
    "90m,PT1H30M",
    "PT30M,PT30M",
    "P1D,PT24H",
    "PT0.5S,PT0.5S"
  })
  void readsBothForms(String text, Duration expected) {
    assertThat(DurationText.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "m",
        "-5m",
        "1.5h",
        "30M",
        "1m1h",
        "1h 30m",
        "P",
        "PT",
        "pt30m",
        "10ms",
        "x",
        "9223372036854775807d",
        "99999999999999999999s",
        "٣m"
      })
  void readsNothingElse(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void readsWhatItWrites() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 1_000; i++) {
      Duration duration =
          Duration.ofSeconds(
              random.nextLong(-1_000_000, 10_000_000), random.nextInt(4) == 0 ? 5_000_000 : 0);

      assertThat(DurationText.parse(DurationText.format(duration))).hasValue(duration);
    }
    assertThat(DurationText.format(Duration.ofSeconds(5_400))).isEqualTo("1h30m");
    assertThat(DurationText.format(Duration.ZERO)).isEqualTo("0s");
    assertThat(DurationText.format(Duration.ofMillis(1_500))).isEqualTo("PT1.5S");
  }

  @ParameterizedTest
  @CsvSource({
    "10,10m",
    "0,0s",
    "1.5h,1h30m",
    "30M,30m",
    "10 minutes,10m",
    "2 Days,2d",
    "1h 30m,1h30m",
    "1m1h,1h1m",
    "90sec,1m30s",
    "1 hr 5 mins,1h5m"
  })
  void guessesWhatWasMeant(String text, String guess) {
    assertThat(DurationText.guess(text)).hasValue(guess);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "10ms", "-5m", "010", "5 fortnights", "12345678901234567890m"})
  void doesNotGuessWildly(String text) {
    assertThat(DurationText.guess(text)).isEmpty();
  }
}
