package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.calendar.Cron;
import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.testing.DailyAt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FrozenWindowTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Moment EVE = Moment.parse("2026-12-24T00:00");
  private static final Moment AFTER = Moment.parse("2026-12-27T00:00");
  private static final Cron EVENINGS = DailyAt.everyDay("18:00");

  @Test
  void datesAreThoseOfItsZone() {
    FrozenWindow holidays = new FrozenWindow(EVE, AFTER, null, null, BERLIN);
    assertThat(holidays.contains(Instant.parse("2026-12-23T22:59:59Z"))).isFalse();
    assertThat(holidays.contains(Instant.parse("2026-12-23T23:00:00Z"))).isTrue();
    assertThat(holidays.contains(Instant.parse("2026-12-26T22:59:59Z"))).isTrue();
    assertThat(holidays.contains(Instant.parse("2026-12-26T23:00:00Z"))).isFalse();
  }

  @Test
  void datesAreInUtcWhereNoZoneIsGiven() {
    FrozenWindow holidays = new FrozenWindow(EVE, AFTER, null, null, null);
    assertThat(holidays.contains(Instant.parse("2026-12-23T23:59:59Z"))).isFalse();
    assertThat(holidays.contains(Instant.parse("2026-12-24T00:00:00Z"))).isTrue();
  }

  @Test
  void aScheduleFreezesAgainAndAgain() {
    FrozenWindow evenings = new FrozenWindow(null, null, EVENINGS, Duration.ofHours(4), BERLIN);
    assertThat(evenings.contains(Instant.parse("2026-07-01T16:00:00Z"))).isTrue();
    assertThat(evenings.contains(Instant.parse("2026-07-01T20:00:00Z"))).isFalse();
    assertThat(evenings.contains(Instant.parse("2026-12-01T16:59:59Z"))).isFalse();
    assertThat(evenings.contains(Instant.parse("2026-12-01T17:00:00Z"))).isTrue();
  }

  @Test
  void itHasDatesOrAScheduleAndNotBoth() {
    Duration hour = Duration.ofHours(1);
    assertRefused("from is missing", null, AFTER, null, null);
    assertRefused("to is missing", EVE, null, null, null);
    assertRefused("duration is missing", null, null, EVENINGS, null);
    assertRefused("from is 2026-12-24T00:00; expected no dates", EVE, null, EVENINGS, hour);
    assertRefused("to is 2026-12-27T00:00; expected no dates", null, AFTER, EVENINGS, hour);
    assertRefused("duration is PT1H; expected no duration", EVE, AFTER, null, hour);
    assertRefused("to is 2026-12-24T00:00; expected a moment after", EVE, EVE, null, null);
    assertRefused("duration is PT0S", null, null, EVENINGS, Duration.ZERO);
  }

  private static void assertRefused(
      String message, Moment from, Moment to, Cron start, Duration duration) {
    assertThatThrownBy(() -> new FrozenWindow(from, to, start, duration, BERLIN))
        .hasMessageContaining(message);
  }
}
