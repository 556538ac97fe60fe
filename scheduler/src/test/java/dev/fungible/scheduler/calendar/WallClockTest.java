package dev.fungible.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockTest {

  @ParameterizedTest(name = "{0} in {1} is {2}")
  @CsvSource({
    "2026-07-01T07:00, Europe/Berlin,    2026-07-01T05:00:00Z",
    "2026-12-01T07:00, Europe/Berlin,    2026-12-01T06:00:00Z",
    // Clocks go from 02:00 to 03:00: what is skipped comes with the change.
    "2026-03-29T01:59, Europe/Berlin,    2026-03-29T00:59:00Z",
    "2026-03-29T02:00, Europe/Berlin,    2026-03-29T01:00:00Z",
    "2026-03-29T02:30, Europe/Berlin,    2026-03-29T01:00:00Z",
    "2026-03-29T03:00, Europe/Berlin,    2026-03-29T01:00:00Z",
    "2026-03-29T03:01, Europe/Berlin,    2026-03-29T01:01:00Z",
    // Clocks go from 03:00 back to 02:00: the first time counts.
    "2026-10-25T02:30, Europe/Berlin,    2026-10-25T00:30:00Z",
    "2026-10-25T03:00, Europe/Berlin,    2026-10-25T02:00:00Z",
    // A change of half an hour, one at midnight, and a day that never was.
    "2026-10-04T02:15, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
    "2023-04-28T00:30, Africa/Cairo,     2023-04-27T22:00:00Z",
    "2011-12-30T12:00, Pacific/Apia,     2011-12-30T10:00:00Z"
  })
  void aTimeComesOnce(LocalDateTime time, ZoneId zone, Instant expected) {
    assertThat(new WallClock(zone).instantOf(time)).isEqualTo(expected);
  }

  @Test
  void laterTimesNeverComeEarlierAndTheLastThatHasComeIsFound() {
    SplittableRandom random = new SplittableRandom(7);
    for (String id : RecurrenceTest.ZONES) {
      WallClock clock = new WallClock(ZoneId.of(id));
      for (Instant instant : RecurrenceTest.aroundChanges(ZoneId.of(id), random)) {
        LocalDateTime last = clock.timeAt(instant);
        LocalDateTime next = last.plusSeconds(random.nextInt(1, 7200));
        assertThat(clock.instantOf(last)).as("%s in %s", last, id).isBeforeOrEqualTo(instant);
        assertThat(clock.instantOf(next)).as("%s in %s", next, id).isAfter(instant);
        assertThat(clock.instantOf(next.plusSeconds(1))).isAfterOrEqualTo(clock.instantOf(next));
      }
    }
  }

  @Test
  void farFromChangesItIsTheClockThatEverybodyKnows() {
    ZoneId zone = ZoneId.of("America/New_York");
    LocalDateTime time = LocalDateTime.parse("2026-07-04T09:30");
    assertThat(new WallClock(zone).instantOf(time)).isEqualTo(time.atZone(zone).toInstant());
    assertThat(new WallClock(zone).timeAt(time.atZone(zone).toInstant())).isEqualTo(time);
    assertThat(ZonedDateTime.of(time, zone).getOffset().getId()).isEqualTo("-04:00");
  }
}
