package dev.fungible.scheduler.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a shift between two classes takes until the receiver works: the median of the latest
 * finished shifts of that pair, or a default while there are none.
 */
public final class LeadTimes {

  private static final int LATEST = 32;

  private final Duration unlearned;
  private final SortedMap<WorkloadClass, SortedMap<WorkloadClass, Duration>> learned =
      new TreeMap<>();

  private LeadTimes(Duration unlearned) {
    this.unlearned = unlearned;
  }

  /**
   * Learns from finished shifts; those rolled back or failed do not count.
   *
   * @param finished oldest first
   * @param unlearned for pairs that have not shifted yet
   */
  public static LeadTimes learnedFrom(List<FinishedShift> finished, Duration unlearned) {
    SortedMap<WorkloadClass, SortedMap<WorkloadClass, List<Duration>>> samples = new TreeMap<>();
    for (FinishedShift done : finished.reversed()) {
      if (done.isDone()) {
        List<Duration> pair =
            samples
                .computeIfAbsent(done.shift().from(), from -> new TreeMap<>())
                .computeIfAbsent(done.shift().to(), to -> new ArrayList<>());
        if (pair.size() < LATEST) {
          pair.add(done.took());
        }
      }
    }
    LeadTimes result = new LeadTimes(unlearned);
    samples.forEach(
        (from, byReceiver) -> {
          SortedMap<WorkloadClass, Duration> medians = new TreeMap<>();
          byReceiver.forEach((to, took) -> medians.put(to, median(took)));
          result.learned.put(from, medians);
        });
    return result;
  }

  /** From start until the receiver works. */
  public Duration of(WorkloadClass from, WorkloadClass to) {
    SortedMap<WorkloadClass, Duration> byReceiver = learned.get(from);
    return byReceiver == null ? unlearned : byReceiver.getOrDefault(to, unlearned);
  }

  private static Duration median(List<Duration> took) {
    return took.stream().sorted().toList().get(took.size() / 2);
  }
}
