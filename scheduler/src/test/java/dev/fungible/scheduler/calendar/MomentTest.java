package dev.fungible.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026-12-24T00:00,          2026-12-23T23:00:00Z",
    "2026-12-24T00:00:30,       2026-12-23T23:00:30Z",
    "2026-12-24T00:00Z,         2026-12-24T00:00:00Z",
    "2026-12-24T00:00:00.5-05:00, 2026-12-24T05:00:00.5Z",
    "2026-03-29T02:30,          2026-03-29T01:00:00Z",
    "2026-10-25T02:30,          2026-10-25T00:30:00Z"
  })
  void theZoneCountsWhereNoOffsetIsWritten(String text, Instant expected) {
    assertThat(Moment.parse(text).in(BERLIN)).isEqualTo(expected);
    assertThat(Moment.parse(Moment.parse(text).toString())).isEqualTo(Moment.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:00",
        "2026-12-24",
        "2026-12-24 00:00",
        "2026-12-24T24:00",
        "2026-12-24T00:00+01:00[Europe/Berlin]",
        "tomorrow",
        ""
      })
  void whatIsNoMomentIsRefused(String text) {
    assertThatThrownBy(() -> Moment.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
