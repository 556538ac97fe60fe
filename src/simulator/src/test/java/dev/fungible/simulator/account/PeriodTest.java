package dev.fungible.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PeriodTest {

  @Test
  void daysArePartedByTheMidnightsOfTheZone() {
    Period period =
        period("2026-03-27T22:30:00Z", "2026-03-30T10:00:00Z", ZoneId.of("Europe/Berlin"));

    // Clocks go forward on the 29th.
    assertThat(period.days()).extracting(Period::hours).containsExactly(0.5, 24.0, 23.0, 12.0);
    assertThat(period.days())
        .extracting(Period::day)
        .containsExactly(
            "Fri 2026-03-27 +01:00",
            "Sat 2026-03-28 +01:00",
            "Sun 2026-03-29 +01:00",
            "Mon 2026-03-30 +02:00");
    assertThat(period.text()).isEqualTo("2026-03-27 23:30 +01:00 to 2026-03-30 12:00 +02:00");
  }

  @Test
  void aPeriodFromMidnightToMidnightHasWholeDays() {
    Period period = period("2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z", ZoneOffset.UTC);

    assertThat(period.days()).extracting(Period::hours).containsExactly(24.0, 24.0);
    assertThat(period.text()).isEqualTo("2026-03-02 00:00 +00:00 to 2026-03-04 00:00 +00:00");
  }

  private static Period period(String from, String to, ZoneId zone) {
    return new Period(Instant.parse(from), Instant.parse(to), zone);
  }
}
