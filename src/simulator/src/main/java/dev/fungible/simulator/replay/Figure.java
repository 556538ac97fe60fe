package dev.fungible.simulator.replay;

import dev.fungible.simulator.replay.DayTotals.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number that sums up some days.
 *
 * @param name for people
 * @param decimals how many to show
 * @param higherIsBetter whether that is so
 * @param of the number
 */
record Figure(
    String name, int decimals, boolean higherIsBetter, ToDoubleFunction<Collection<DayTotals>> of) {

  private static final int SHARE_DECIMALS = 4;

  /** All figures, for these serving classes. */
  static List<Figure> all(Collection<String> classes) {
    List<Figure> figures = new ArrayList<>();
    figures.add(daily("training GPU-hours a day", 0, true, DayTotals::trainingGpuHours));
    for (String name : classes) {
      figures.add(new Figure("SA " + name, SHARE_DECIMALS, true, days -> demand(name, days)));
      figures.add(new Figure("ST " + name, SHARE_DECIMALS, true, days -> time(name, days)));
    }
    figures.add(daily("moves a day", 1, false, DayTotals::moves));
    figures.add(daily("jobs preempted a day", 1, false, DayTotals::preempted));
    figures.add(daily("GPU-hours lost a day", 1, false, DayTotals::lostGpuHours));
    return figures;
  }

  /** Whether it is a share, from 0 to 1. */
  boolean isShare() {
    return decimals == SHARE_DECIMALS;
  }

  private static Figure daily(
      String name, int decimals, boolean higher, ToDoubleFunction<DayTotals> part) {
    return new Figure(
        name,
        decimals,
        higher,
        days ->
            days.stream().mapToDouble(part).sum()
                / days.stream().mapToDouble(DayTotals::days).sum());
  }

  static double demand(String name, Collection<DayTotals> days) {
    Service sum = sum(name, days);
    return sum.demanded() == 0 ? 1 : sum.met() / sum.demanded();
  }

  static double time(String name, Collection<DayTotals> days) {
    Service sum = sum(name, days);
    return sum.intervals() == 0 ? 1 : (double) sum.attained() / sum.intervals();
  }

  private static Service sum(String name, Collection<DayTotals> days) {
    Service none = new Service(0, 0, 0, 0);
    return days.stream()
        .map(day -> day.services().getOrDefault(name, none))
        .reduce(none, Service::plus);
  }
}
