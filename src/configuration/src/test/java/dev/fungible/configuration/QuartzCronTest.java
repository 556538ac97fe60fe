package dev.fungible.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.calendar.Recurrence;
import dev.fungible.scheduler.calendar.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuartzCronTest {

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "America/St_Johns",
          "Asia/Tehran",
          "Africa/Casablanca",
          "Australia/Lord_Howe",
          "Pacific/Chatham");

  @ParameterizedTest(name = "{0} after {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 7 ? * MON-FRI  | 2026-03-06T07:00    | 2026-03-09T07:00",
        "0 0 7 ? * MON-FRI  | 2026-03-06T06:59:59 | 2026-03-06T07:00",
        "0 0 7 ? * MON-FRI  | 2026-03-06T06:59:59.5 | 2026-03-06T07:00",
        "0 30 2 * * ?       | 2026-03-29T00:00    | 2026-03-29T02:30",
        "0 30 2 * * ?       | 2026-10-25T02:30    | 2026-10-26T02:30",
        "0 0 9 L * ?        | 2026-02-01T00:00    | 2026-02-28T09:00",
        "0 0 9 ? * FRI#1    | 2026-02-07T00:00    | 2026-03-06T09:00"
      })
  void aClockThatNeverChangesIsAsked(String text, LocalDateTime after, LocalDateTime next) {
    assertThat(new QuartzCron(text).next(after)).contains(next);
  }

  @Test
  void afterItsLastTimeNoneComes() {
    QuartzCron once = new QuartzCron("0 0 9 2 3 ? 2026");
    assertThat(once.next(LocalDateTime.parse("2026-03-02T09:00"))).isEmpty();
  }

  @Test
  void theZoneOfTheMachineDoesNotMatter() {
    QuartzCron cron = new QuartzCron("0 30 2 * * ?");
    TimeZone machine = TimeZone.getDefault();
    try {
      for (String zone : List.of("America/New_York", "Asia/Tokyo", "UTC")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        LocalDateTime gap = LocalDateTime.parse("2026-03-08T02:29:59");
        assertThat(cron.next(gap)).contains(gap.plusSeconds(1));
        assertThat(new QuartzCron("0 30 2 * * ?").next(gap)).contains(gap.plusSeconds(1));
      }
    } finally {
      TimeZone.setDefault(machine);
    }
  }

  @Test
  void equalTextsAreEqual() {
    assertThat(new QuartzCron("0 0 7 ? * MON"))
        .isEqualTo(new QuartzCron("0 0 7 ? * MON"))
        .hasSameHashCodeAs(new QuartzCron("0 0 7 ? * MON"))
        .isNotEqualTo(new QuartzCron("0 0 8 ? * MON"))
        .hasToString("0 0 7 ? * MON");
  }

  /** Around each change of clocks in thirty years, against java.time read day by day. */
  @Test
  void windowsOpenWhenTheCalendarOfTheZoneSays() {
    SplittableRandom random = new SplittableRandom(5);
    int open = 0;
    int shut = 0;
    for (String id : ZONES) {
      ZoneId zone = ZoneId.of(id);
      Instant at = Instant.parse("2010-01-01T00:00:00Z");
      while (at.isBefore(Instant.parse("2040-01-01T00:00:00Z"))) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        at = change == null ? at.plus(Duration.ofDays(90)) : change.getInstant();
        for (int i = 0; i < 6; i++) {
          Set<DayOfWeek> days = days(random);
          LocalTime time =
              LocalTime.ofInstant(at.plusSeconds(60 * random.nextInt(-90, 91)), zone).withNano(0);
          Duration length = Duration.ofMinutes(random.nextInt(1, 2000));
          Instant now = at.plusSeconds(random.nextInt(-100_000, 100_000));
          Optional<Span> found = new Recurrence(cron(time, days), length, zone).at(now);
          assertThat(found.map(Span::from))
              .as("%s of %s for %s in %s at %s", time, days, length, zone, now)
              .isEqualTo(opened(time, days, length, zone, now));
          open += found.isPresent() ? 1 : 0;
          shut += found.isPresent() ? 0 : 1;
        }
      }
    }
    assertThat(List.of(open, shut)).allSatisfy(count -> assertThat(count).isGreaterThan(300));
  }

  private static QuartzCron cron(LocalTime time, Set<DayOfWeek> days) {
    String names =
        days.stream().map(day -> day.name().substring(0, 3)).collect(Collectors.joining(","));
    return new QuartzCron(
        time.getSecond() + " " + time.getMinute() + " " + time.getHour() + " ? * " + names);
  }

  private static Set<DayOfWeek> days(SplittableRandom random) {
    Set<DayOfWeek> days = EnumSet.of(DayOfWeek.SUNDAY);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(3) > 0) {
        days.add(day);
      }
    }
    return days;
  }

  private static Optional<Instant> opened(
      LocalTime time, Set<DayOfWeek> days, Duration length, ZoneId zone, Instant now) {
    List<Instant> starts = new ArrayList<>();
    LocalDate day = LocalDate.ofInstant(now, zone).minusDays(4);
    for (int i = 0; i < 8; i++, day = day.plusDays(1)) {
      LocalDateTime local = day.atTime(time);
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
      Instant start =
          offsets.isEmpty()
              ? zone.getRules().getTransition(local).getInstant()
              : local.toInstant(offsets.getFirst());
      boolean open = !start.isAfter(now) && start.plus(length).isAfter(now);
      if (days.contains(day.getDayOfWeek()) && open) {
        starts.add(start);
      }
    }
    return starts.stream().max(Instant::compareTo);
  }
}
