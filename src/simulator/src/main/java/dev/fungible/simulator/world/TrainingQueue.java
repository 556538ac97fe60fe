package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.PendingGang;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Jobs that wait. Jobs of one size fit or fail together, so each size has a line of its own. */
final class TrainingQueue {

  private final Comparator<SimulatedJob> order;
  private final SortedMap<Integer, TreeSet<SimulatedJob>> lines = new TreeMap<>();
  private final TreeSet<SimulatedJob> byAge =
      new TreeSet<>(
          Comparator.comparingLong(SimulatedJob::submit).thenComparingInt(SimulatedJob::order));
  private long gpus;

  TrainingQueue(QueueOrder order) {
    this.order = order.comparator();
  }

  void add(SimulatedJob job) {
    lines.computeIfAbsent(job.gpus(), size -> new TreeSet<>(order)).add(job);
    byAge.add(job);
    gpus += job.gpus();
  }

  void remove(SimulatedJob job) {
    TreeSet<SimulatedJob> line = lines.get(job.gpus());
    if (line != null && line.remove(job)) {
      byAge.remove(job);
      gpus -= job.gpus();
      if (line.isEmpty()) {
        lines.remove(job.gpus());
      }
    }
  }

  /** The first job in order whose size fits. */
  Optional<SimulatedJob> first(Predicate<SimulatedJob> fits) {
    return lines.values().stream()
        .map(TreeSet::first)
        .filter(fits)
        .min(order);
  }

  boolean isEmpty() {
    return byAge.isEmpty();
  }

  /** GPUs that all waiting jobs ask for. */
  long gpus() {
    return gpus;
  }

  /** As the engine sees them, oldest first. */
  List<PendingGang> pending() {
    List<PendingGang> result = new ArrayList<>(byAge.size());
    byAge.forEach(job -> result.add(job.pending()));
    return result;
  }
}
