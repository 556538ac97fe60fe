package dev.fungible.policies;

import dev.fungible.scheduler.calendar.Cron;
import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.calendar.Recurrence;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Has nodes ready for a class at hours that a person has written down. A bid is the highest level
 * of the class's windows from now until now + the lead time from the class that will most likely
 * give the nodes + a margin, so that they work when the window opens. While an override lasts, it
 * stands in for all windows of its class.
 */
public final class Schedule implements PolicyFactory<Schedule.ScheduleSettings> {

  private static final Duration LONGEST_MARGIN = Duration.ofDays(1);

  /**
   * When, for whom and how many.
   *
   * @param zone whose clock counts where a window or override names none
   * @param margin how much earlier than the learned lead time asks for, up to a day
   * @param windows that open again and again
   * @param overrides that hold once, between two dates
   */
  public record ScheduleSettings(
      ZoneId zone, Duration margin, List<Window> windows, List<DatedOverride> overrides) {

    public ScheduleSettings {
      Settings.requireUpTo("margin", margin, LONGEST_MARGIN);
      windows = List.copyOf(windows);
      overrides = List.copyOf(overrides);
      for (int i = 0; i < overrides.size(); i++) {
        overrides.get(i).requireOrder("overrides." + i + ".to", zone);
      }
    }
  }

  /**
   * Nodes at hours that come again and again.
   *
   * @param workloadClass the class that the nodes are for
   * @param nodes how many it holds while the window is open, at least 0
   * @param start when it opens
   * @param duration how long it stays open, in time that has really passed
   * @param tier urgency; {@code PREPARE} where it is null
   * @param weight share of what a tier cannot satisfy in full, above 0; 1 where it is null
   * @param zone whose clock counts; that of the schedule where it is null
   */
  public record Window(
      WorkloadClass workloadClass,
      int nodes,
      Cron start,
      Duration duration,
      @Nullable Tier tier,
      @Nullable Double weight,
      @Nullable ZoneId zone) {

    public Window {
      Settings.requireAtLeast("nodes", nodes, 0);
      requireWeight(weight);
      recurrence(start, duration, zone, ZoneOffset.UTC);
    }

    /** When it is open, in the zone of a schedule. */
    Recurrence in(ZoneId ofSchedule) {
      return recurrence(start, duration, zone, ofSchedule);
    }

    private static Recurrence recurrence(
        Cron start, Duration duration, @Nullable ZoneId own, ZoneId ofSchedule) {
      return new Recurrence(start, duration, Objects.requireNonNullElse(own, ofSchedule));
    }
  }

  /**
   * Nodes between two dates, whatever the windows of the class say: more for a launch, fewer on a
   * holiday.
   *
   * @param workloadClass the class that the nodes are for
   * @param nodes how many it holds while the override lasts; 0 for none
   * @param from first moment of it
   * @param to first moment after it
   * @param tier urgency; {@code PREPARE} where it is null
   * @param weight share of what a tier cannot satisfy in full, above 0; 1 where it is null
   * @param zone whose clock counts; that of the schedule where it is null
   */
  public record DatedOverride(
      WorkloadClass workloadClass,
      int nodes,
      Moment from,
      Moment to,
      @Nullable Tier tier,
      @Nullable Double weight,
      @Nullable ZoneId zone) {

    public DatedOverride {
      Settings.requireAtLeast("nodes", nodes, 0);
      requireWeight(weight);
    }

    private void requireOrder(String key, ZoneId ofSchedule) {
      ZoneId clock = Objects.requireNonNullElse(zone, ofSchedule);
      if (!from.in(clock).isBefore(to.in(clock))) {
        throw new SettingException(key, to, "a moment after from, " + from);
      }
    }
  }

  private static void requireWeight(@Nullable Double weight) {
    if (weight != null && !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new SettingException("weight", weight, "a number above 0");
    }
  }

  @Override
  public String name() {
    return "schedule";
  }

  @Override
  public ScheduleSettings defaults() {
    return new ScheduleSettings(ZoneId.of("UTC"), Duration.ofMinutes(5), List.of(), List.of());
  }

  @Override
  public Policy create(ScheduleSettings settings) {
    Timetable timetable = new Timetable(settings);
    return snapshot -> bids(timetable, settings.margin(), snapshot);
  }

  private List<Bid> bids(Timetable timetable, Duration margin, ClusterSnapshot snapshot) {
    List<Bid> result = new ArrayList<>();
    for (WorkloadClass workloadClass : snapshot.classes()) {
      List<String> pools = Levels.poolsFor(workloadClass, snapshot);
      if (!pools.isEmpty() && timetable.names(workloadClass)) {
        Duration ahead = Levels.leadTime(workloadClass, pools, snapshot).plus(margin);
        for (Timetable.Level level : timetable.levels(workloadClass, snapshot.time(), ahead)) {
          result.add(bid(level, workloadClass, pools, snapshot));
        }
      }
    }
    return result;
  }

  private Bid bid(
      Timetable.Level level,
      WorkloadClass workloadClass,
      List<String> pools,
      ClusterSnapshot snapshot) {
    return new Bid(
        name(),
        workloadClass,
        pools,
        level.tier(),
        level.weight(),
        level.nodes(),
        level.dwell(snapshot.time()),
        level.reason(snapshot.time()));
  }
}
