package dev.fungible.scheduler.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a shift between two classes takes until the receiver works: the median of the latest
 * finished shifts of that pair, or a default while there are none.
 */
public final class LeadTimes {

  private static final int LATEST = 32;

  private final List<FinishedShift> finished;
  private final Duration unlearned;

  private LeadTimes(List<FinishedShift> finished, Duration unlearned) {
    this.finished = finished;
    this.unlearned = unlearned;
  }

  /**
   * Learns from finished shifts; those rolled back or failed do not count.
   *
   * @param finished oldest first
   * @param unlearned for pairs that have not shifted yet
   */
  public static LeadTimes learnedFrom(List<FinishedShift> finished, Duration unlearned) {
    return new LeadTimes(List.copyOf(finished), unlearned);
  }

  /** What holds for pairs that have not shifted yet. */
  public Duration unlearned() {
    return unlearned;
  }

  /** From start until the receiver works; takes time linear in the finished shifts. */
  public Duration of(WorkloadClass from, WorkloadClass to) {
    List<Duration> took = new ArrayList<>(LATEST);
    for (int i = finished.size() - 1; i >= 0 && took.size() < LATEST; i--) {
      FinishedShift done = finished.get(i);
      if (done.isDone() && done.shift().from().equals(from) && done.shift().to().equals(to)) {
        took.add(done.took());
      }
    }
    took.sort(Duration::compareTo);
    return took.isEmpty() ? unlearned : took.get(took.size() / 2);
  }
}
