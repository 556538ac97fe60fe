package dev.fungible.simulator.replay;

import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a configuration did on one day, in sums that add up over days.
 *
 * @param days how much of a day this is, from above 0 to 1
 * @param trainingGpuHours GPU-hours of training that was kept: busy GPUs, less what moves undid
 * @param lostGpuHours GPU-hours of training that moves undid
 * @param moves nodes that moved
 * @param preempted jobs that moves stopped
 * @param services by serving class
 */
public record DayTotals(
    double days,
    double trainingGpuHours,
    double lostGpuHours,
    int moves,
    int preempted,
    SortedMap<String, Service> services) {

  private static final String TRAINING = "training";
  private static final Duration DAY = Duration.ofDays(1);

  public DayTotals {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /**
   * How one class was served.
   *
   * @param demanded nodes wanted, times intervals
   * @param met of these, how many were ready
   * @param intervals how many there are
   * @param attained in how many of them all that was wanted was ready
   */
  public record Service(double demanded, double met, int intervals, int attained) {

    Service plus(Service other) {
      return new Service(
          demanded + other.demanded,
          met + other.met,
          intervals + other.intervals,
          attained + other.attained);
    }
  }

  /** Days of 24 hours from the beginning of the memory on; the last one may be shorter. */
  static List<DayTotals> of(RunResult run, RecordedPast past) {
    List<DayTotals> result = new ArrayList<>();
    int perDay = (int) DAY.dividedBy(run.timeline().interval());
    int first = (int) past.lead().dividedBy(run.timeline().interval());
    int steps = past.demand().steps();
    for (int from = first; from < steps; from += perDay) {
      int to = Math.min(from + perDay, steps);
      result.add(day(run, from, to, (double) (to - from) / perDay));
    }
    return result;
  }

  private static DayTotals day(RunResult run, int from, int to, double days) {
    Timeline timeline = run.timeline();
    double hours = timeline.interval().toSeconds() / 3600.0;
    double busy = 0;
    for (int i = from; i < to; i++) {
      busy += timeline.busyTrainingGpus()[i] * hours;
    }
    double lost = 0;
    int moves = 0;
    TreeSet<String> preempted = new TreeSet<>();
    for (MoveRecord move : run.moves()) {
      long interval = move.at().dividedBy(timeline.interval());
      if (interval >= from && interval < to) {
        moves++;
        lost += move.lostGpuHours();
        if (move.disruption().equals("PREEMPT")) {
          move.gangs().forEach(gang -> preempted.add(move.at() + " " + gang));
        }
      }
    }
    SortedMap<String, Service> services = new TreeMap<>();
    for (String name : timeline.demandNodes().keySet()) {
      if (!name.equals(TRAINING)) {
        services.put(name, service(timeline, name, from, to));
      }
    }
    return new DayTotals(days, busy - lost, lost, moves, preempted.size(), services);
  }

  private static Service service(Timeline timeline, String name, int from, int to) {
    double[] wanted = timeline.demandNodes().getOrDefault(name, new double[0]);
    double[] ready = timeline.readyNodes().getOrDefault(name, new double[0]);
    Service sum = new Service(0, 0, 0, 0);
    for (int i = from; i < to; i++) {
      boolean attained = ready[i] >= wanted[i] - 1e-9;
      double met = Math.min(wanted[i], ready[i]);
      sum = sum.plus(new Service(wanted[i], met, 1, attained ? 1 : 0));
    }
    return sum;
  }
}
