package dev.fungible.expression;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What runs and waits, counted: for a class, or for all of them. */
final class Work {

  private long runningGangs;
  private long runningGpus;
  private long pendingGangs;
  private long pendingGpus;
  private Instant waitingSince;

  private Work(Instant now) {
    waitingSince = now;
  }

  /** The work of each class, in one pass over the gangs. */
  static Map<WorkloadClass, Work> byClass(ClusterSnapshot snapshot) {
    Map<WorkloadClass, Work> result = new LinkedHashMap<>();
    for (WorkloadClass workloadClass : snapshot.classes()) {
      result.put(workloadClass, new Work(snapshot.time()));
    }
    for (Gang gang : snapshot.gangs()) {
      Work work = result.get(gang.workloadClass());
      if (work != null) {
        work.runningGangs++;
        work.runningGpus += gang.gpus();
      }
    }
    for (PendingGang gang : snapshot.pending()) {
      Work work = result.get(gang.workloadClass());
      if (work != null) {
        work.pendingGangs++;
        work.pendingGpus += gang.gpus();
        work.waitingSince = min(work.waitingSince, gang.since());
      }
    }
    return result;
  }

  /** All of these together. */
  static Work sum(Iterable<Work> parts, Instant now) {
    Work result = new Work(now);
    for (Work part : parts) {
      result.runningGangs += part.runningGangs;
      result.runningGpus += part.runningGpus;
      result.pendingGangs += part.pendingGangs;
      result.pendingGpus += part.pendingGpus;
      result.waitingSince = min(result.waitingSince, part.waitingSince);
    }
    return result;
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Gangs that run. */
  long runningGangs() {
    return runningGangs;
  }

  /** GPUs that they hold. */
  long runningGpus() {
    return runningGpus;
  }

  /** Gangs that wait. */
  long pendingGangs() {
    return pendingGangs;
  }

  /** GPUs that they need. */
  long pendingGpus() {
    return pendingGpus;
  }

  /** When the one that has waited longest began to; the present where none waits. */
  Instant waitingSince() {
    return waitingSince;
  }
}
