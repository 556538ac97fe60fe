package dev.fungible.scheduler.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.testing.DailyAt;
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
import org.junit.jupiter.api.Test;

class RecurrenceTest {

  /** With changes of an hour and of half an hour, at midnight, in both halves, and with none. */
  static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "Europe/London",
          "Europe/Moscow",
          "America/New_York",
          "America/Sao_Paulo",
          "America/St_Johns",
          "Asia/Kolkata",
          "Asia/Tehran",
          "Africa/Cairo",
          "Africa/Casablanca",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Pacific/Chatham",
          "Antarctica/Troll");

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aWindowOpensByTheClockOfItsZone() {
    Recurrence office = new Recurrence(DailyAt.everyDay("07:00"), HOUR.multipliedBy(12), BERLIN);
    assertThat(office.at(Instant.parse("2026-07-01T05:00:00Z")))
        .contains(span("2026-07-01T05:00:00Z", "2026-07-01T17:00:00Z"));
    assertThat(office.at(Instant.parse("2026-12-01T05:59:59Z"))).isEmpty();
    assertThat(office.at(Instant.parse("2026-12-01T06:00:00Z"))).isPresent();
    assertThat(office.at(Instant.parse("2026-12-01T17:59:59Z"))).isPresent();
    assertThat(office.at(Instant.parse("2026-12-01T18:00:00Z"))).isEmpty();
  }

  @Test
  void aWindowThatStartsInTheGapOpensWithTheChange() {
    Recurrence early = new Recurrence(DailyAt.everyDay("02:30"), HOUR.multipliedBy(3), BERLIN);
    assertThat(early.at(Instant.parse("2026-03-29T00:59:59Z"))).isEmpty();
    assertThat(early.at(Instant.parse("2026-03-29T01:00:00Z")))
        .contains(span("2026-03-29T01:00:00Z", "2026-03-29T04:00:00Z"));
  }

  @Test
  void aWindowThatStartsInTheOverlapOpensOnce() {
    Recurrence early = new Recurrence(DailyAt.everyDay("02:30"), Duration.ofMinutes(30), BERLIN);
    Span once = span("2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z");
    assertThat(early.at(Instant.parse("2026-10-25T00:30:00Z"))).contains(once);
    assertThat(early.at(Instant.parse("2026-10-25T01:30:00Z"))).isEmpty();
  }

  @Test
  void aWindowOverAChangeLastsAsLongAsAnyOther() {
    Recurrence night = new Recurrence(DailyAt.everyDay("22:00"), HOUR.multipliedBy(8), BERLIN);
    assertThat(night.at(Instant.parse("2026-03-29T04:59:59Z"))).isPresent();
    assertThat(night.at(Instant.parse("2026-03-29T05:00:00Z"))).isEmpty();
    assertThat(night.at(Instant.parse("2026-10-25T03:59:59Z"))).isPresent();
    assertThat(night.at(Instant.parse("2026-10-25T04:00:00Z"))).isEmpty();
  }

  @Test
  void ofSeveralOpenWindowsTheLatestIsFoundHoweverDenseTheyAre() {
    Cron everySecond = after -> Optional.of(after.withNano(0).plusSeconds(1));
    Recurrence dense = new Recurrence(everySecond, Recurrence.LONGEST, BERLIN);
    Instant now = Instant.parse("2026-10-24T20:00:00Z");
    assertThat(dense.at(now).orElseThrow().from()).isEqualTo(now);
    // Clocks go back at 01:00 UTC, and the hour that comes again opens nothing.
    Span night = new Span(now, Instant.parse("2026-10-25T01:30:00Z"));
    assertThat(dense.latestDuring(night).orElseThrow().from())
        .isEqualTo(Instant.parse("2026-10-25T00:59:59Z"));
  }

  @Test
  void afterItsLastTimeItStaysShut() {
    LocalDateTime only = LocalDateTime.parse("2026-03-02T09:00");
    Cron once = after -> after.isBefore(only) ? Optional.of(only) : Optional.empty();
    Recurrence window = new Recurrence(once, HOUR, ZoneOffset.UTC);
    assertThat(window.at(Instant.parse("2026-03-02T09:59:59Z"))).isPresent();
    assertThat(window.at(Instant.parse("2026-03-02T10:00:00Z"))).isEmpty();
    assertThat(window.at(Instant.parse("2026-03-02T08:59:59Z"))).isEmpty();
  }

  @Test
  void aScheduleThatDoesNotGetAheadOpensNothing() {
    Recurrence stuck = new Recurrence(Optional::of, HOUR, BERLIN);
    Recurrence back =
        new Recurrence(after -> Optional.of(after.minusDays(1)), Recurrence.LONGEST, BERLIN);
    Instant now = Instant.parse("2026-03-02T09:00:00Z");
    assertThat(stuck.at(now)).isEmpty();
    assertThat(back.at(now)).isEmpty();
  }

  @Test
  void aLengthOfNothingOrOfMonthsIsRefused() {
    for (Duration length : List.of(Duration.ZERO, Duration.ofDays(32), Duration.ofHours(-1))) {
      assertThatThrownBy(() -> new Recurrence(DailyAt.everyDay("07:00"), length, BERLIN))
          .hasMessageContaining("duration is " + length);
    }
  }

  /** Against every day of the time around, one by one. */
  @Test
  void itAgreesWithACalendarReadDayByDay() {
    SplittableRandom random = new SplittableRandom(11);
    int open = 0;
    for (String id : ZONES) {
      ZoneId zone = ZoneId.of(id);
      for (Instant instant : aroundChanges(zone, random)) {
        Recurrence window = any(zone, instant, random);
        Span span = new Span(instant, instant.plusSeconds(random.nextInt(1, 100_000)));
        List<Instant> starts = startsByTheDay(window, instant);
        Optional<Instant> latest =
            starts.stream()
                .filter(start -> start.isBefore(span.to()))
                .filter(start -> start.plus(window.length()).isAfter(span.from()))
                .max(Instant::compareTo);
        open += latest.isPresent() ? 1 : 0;
        assertThat(window.latestDuring(span).map(Span::from))
            .as("%s in %s", window, span)
            .isEqualTo(latest);
      }
    }
    assertThat(open).as("open windows, or nothing was tested").isGreaterThan(1000);
  }

  private static Recurrence any(ZoneId zone, Instant near, SplittableRandom random) {
    Set<DayOfWeek> days = EnumSet.of(random.nextBoolean() ? MONDAY : SATURDAY);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(3) > 0) {
        days.add(day);
      }
    }
    LocalTime time =
        random.nextBoolean()
            ? LocalTime.of(random.nextInt(24), random.nextInt(60))
            : LocalTime.ofInstant(near, zone).withNano(0);
    Duration length = Duration.ofMinutes(random.nextInt(1, 3000));
    return new Recurrence(new DailyAt(time, days), length, zone);
  }

  /** What java.time says of each day on which such a window could have opened. */
  private static List<Instant> startsByTheDay(Recurrence window, Instant around) {
    DailyAt daily = (DailyAt) window.start();
    LocalDate day = LocalDate.ofInstant(around, window.zone()).minusDays(5);
    List<Instant> result = new ArrayList<>();
    for (int i = 0; i < 10; i++, day = day.plusDays(1)) {
      LocalDateTime time = day.atTime(daily.time());
      if (daily.days().contains(day.getDayOfWeek())) {
        List<ZoneOffset> offsets = window.zone().getRules().getValidOffsets(time);
        result.add(
            offsets.isEmpty()
                ? window.zone().getRules().getTransition(time).getInstant()
                : time.toInstant(offsets.getFirst()));
      }
    }
    return result;
  }

  /** Instants of forty years, most of them within a day of a change of clocks. */
  static List<Instant> aroundChanges(ZoneId zone, SplittableRandom random) {
    List<Instant> result = new ArrayList<>();
    Instant at = Instant.parse("2000-01-01T00:00:00Z");
    Instant end = Instant.parse("2040-01-01T00:00:00Z");
    while (at.isBefore(end)) {
      result.add(at.plusSeconds(random.nextInt(0, 10_000_000)));
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      at = change == null ? at.plus(Duration.ofDays(180)) : change.getInstant();
      for (int i = 0; change != null && i < 8; i++) {
        result.add(at.plusSeconds(random.nextInt(-7200, 7200)));
        result.add(at.plusSeconds(random.nextInt(-90_000, 90_000)));
      }
      result.add(at);
    }
    return result;
  }

  private static Span span(String from, String to) {
    return new Span(Instant.parse(from), Instant.parse(to));
  }
}
