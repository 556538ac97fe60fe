package dev.fungible.policies;

import dev.fungible.policies.Schedule.DatedOverride;
import dev.fungible.policies.Schedule.ScheduleSettings;
import dev.fungible.policies.Schedule.Window;
import dev.fungible.scheduler.calendar.Recurrence;
import dev.fungible.scheduler.calendar.Span;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which levels a schedule asks for at which instants; immutable. */
final class Timetable {

  private static final Duration LONGEST_DWELL = Duration.ofDays(365);

  private record Row(Window window, Recurrence hours) {}

  private record Dates(DatedOverride override, Span span, ZoneId zone) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<Dates> dates = new ArrayList<>();

  /** The timetable of these settings. */
  Timetable(ScheduleSettings settings) {
    for (Window window : settings.windows()) {
      rows.add(new Row(window, window.in(settings.zone())));
    }
    for (DatedOverride override : settings.overrides()) {
      ZoneId zone = Objects.requireNonNullElse(override.zone(), settings.zone());
      Span span = new Span(override.from().in(zone), override.to().in(zone));
      dates.add(new Dates(override, span, zone));
    }
  }

  /**
   * Nodes that a class should hold.
   *
   * @param span from when until when
   * @param what what asks for them, for people
   * @param zone in which people are told the time
   */
  record Level(Tier tier, double weight, int nodes, Span span, String what, ZoneId zone) {

    private static Level of(
        @Nullable Tier tier,
        @Nullable Double weight,
        int nodes,
        Span span,
        String what,
        ZoneId zone) {
      Tier asked = Objects.requireNonNullElse(tier, Tier.PREPARE);
      return new Level(asked, Objects.requireNonNullElse(weight, 1.0), nodes, span, what, zone);
    }

    private boolean isAbove(@Nullable Level other) {
      return other == null
          || nodes > other.nodes
          || (nodes == other.nodes && span.to().isAfter(other.span.to()));
    }

    /** How long they will be used from now on. */
    Duration dwell(Instant now) {
      Instant begin = span.from().isAfter(now) ? span.from() : now;
      Duration left = Duration.between(begin, span.to());
      return left.compareTo(LONGEST_DWELL) < 0 ? left : LONGEST_DWELL;
    }

    /** Why, for people. */
    String reason(Instant now) {
      return span.from().isAfter(now)
          ? what + " from " + clock(span.from()) + ", in " + Duration.between(now, span.from())
          : what + " until " + clock(span.to());
    }

    private String clock(Instant instant) {
      return instant.atZone(zone).toOffsetDateTime().toString();
    }
  }

  /** Whether it says anything of the class, at whatever time. */
  boolean names(WorkloadClass workloadClass) {
    return rows.stream().anyMatch(row -> row.window.workloadClass().equals(workloadClass))
        || dates.stream().anyMatch(date -> date.override.workloadClass().equals(workloadClass));
  }

  /**
   * The highest level of the class at each tier between now and {@code ahead} later, both included.
   */
  List<Level> levels(WorkloadClass workloadClass, Instant now, Duration ahead) {
    Span near = new Span(now, now.plus(ahead).plusNanos(1));
    List<Dates> overrides =
        dates.stream().filter(date -> date.override.workloadClass().equals(workloadClass)).toList();
    Map<Tier, Level> highest = new EnumMap<>(Tier.class);
    for (Dates date : overrides) {
      if (date.span.overlaps(near)) {
        keep(highest, level(date));
      }
    }
    List<Span> open = without(near, overrides);
    for (Row row : rows) {
      if (row.window.workloadClass().equals(workloadClass)) {
        open.forEach(
            span ->
                row.hours
                    .latestDuring(span)
                    .ifPresent(w -> keep(highest, level(row, w, span, overrides))));
      }
    }
    return List.copyOf(highest.values());
  }

  private static void keep(Map<Tier, Level> highest, Level level) {
    if (level.isAbove(highest.get(level.tier))) {
      highest.put(level.tier, level);
    }
  }

  private static Level level(Dates date) {
    DatedOverride override = date.override;
    return Level.of(
        override.tier(), override.weight(), override.nodes(), date.span, "override", date.zone);
  }

  /** What is left of a window between the overrides around that span, in which it is open. */
  private static Level level(Row row, Span window, Span span, List<Dates> overrides) {
    Instant from = window.from();
    Instant to = window.to();
    for (Dates date : overrides) {
      if (!date.span.to().isAfter(span.from()) && date.span.to().isAfter(from)) {
        from = date.span.to();
      }
      if (!date.span.from().isBefore(span.to()) && date.span.from().isBefore(to)) {
        to = date.span.from();
      }
    }
    String what = "window " + row.window.start() + " for " + row.hours.length();
    return Level.of(
        row.window.tier(),
        row.window.weight(),
        row.window.nodes(),
        new Span(from, to),
        what,
        row.hours.zone());
  }

  /** What the overrides leave of the span, in order. */
  private static List<Span> without(Span span, List<Dates> overrides) {
    List<Span> result = new ArrayList<>();
    Instant from = span.from();
    List<Span> taken =
        overrides.stream()
            .map(Dates::span)
            .sorted(Comparator.comparing(Span::from).thenComparing(Span::to))
            .toList();
    for (Span other : taken) {
      Instant to = other.from().isBefore(span.to()) ? other.from() : span.to();
      if (from.isBefore(to)) {
        result.add(new Span(from, to));
      }
      from = other.to().isAfter(from) ? other.to() : from;
    }
    if (from.isBefore(span.to())) {
      result.add(new Span(from, span.to()));
    }
    return result;
  }
}
