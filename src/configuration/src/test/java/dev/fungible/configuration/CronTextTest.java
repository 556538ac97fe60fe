package dev.fungible.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/30 * * * * ?",
        "0 0/5 8-17 ? * MON-FRI",
        "0 0,30 22-6 * * ?",
        "0 0 0 L * ?",
        "0 0 0 L-3 * ?",
        "0 0 0 LW * ?",
        "0 0 0 15W * ?",
        "0 0 0 ? * 6#3",
        "0 0 0 ? * 6L",
        "0 0 12 1 JAN ? 2090",
        "/10 * * * * ?",
        "0 0 12 ? jan mon,wed"
      })
  void readsWhatQuartzReads(String text) {
    assertThat(CronText.fault(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 24 * * ?",
        "*/-1 * * * * ?",
        "0 0 0 1 1 ? 1960",
        "0 0 0 1 1 ? 99999",
        "0 0 0 ? * 2#9",
        "0 0 0 ? * L3",
        "x\ty * * * * ?",
        "0 0 0 31 2,4,6 ?",
        "1-99999999999999 * * * * ?",
        "* * * * * ? * *",
        "?"
      })
  void refusesWhatQuartzWouldNotKeep(String text) {
    assertThat(CronText.fault(text)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "every 30s,*/30 * * * * ?",
    "@every 5m,0 */5 * * * ?",
    "@Daily,0 0 0 * * ?",
    "0 9 * * 0,0 0 9 ? * SUN",
    "0 9 * * 5-7,0 0 9 ? * FRI-SUN",
    "0 9 1 * *,0 0 9 1 * ?",
    "0 0 9 * * MON,0 0 9 ? * MON"
  })
  void guessesTheFormThatQuartzReads(String text, String guess) {
    assertThat(CronText.fault(text)).isNotEmpty();
    assertThat(CronText.guess(text)).hasValue(guess);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "0 9 1 * 1", "99 99 * * *", "2h", "*", "* * *"})
  void doesNotGuessWithoutReason(String text) {
    assertThat(CronText.guess(text)).isEmpty();
  }
}
