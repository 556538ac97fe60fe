package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.PendingGang;
import java.util.ArrayList;
import java.util.Collections;
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
  private final List<PendingGang> pending = new ArrayList<>();
  private long gpus;

  TrainingQueue(QueueOrder order) {
    this.order = order.comparator();
  }

  void add(SimulatedJob job) {
    lines.computeIfAbsent(job.gpus(), size -> new TreeSet<>(order)).add(job);
    pending.add(-Collections.binarySearch(pending, job.pending()) - 1, job.pending());
    gpus += job.gpus();
  }

  void remove(SimulatedJob job) {
    TreeSet<SimulatedJob> line = lines.get(job.gpus());
    if (line != null && line.remove(job)) {
      pending.remove(Collections.binarySearch(pending, job.pending()));
      gpus -= job.gpus();
      if (line.isEmpty()) {
        lines.remove(job.gpus());
      }
    }
  }

  /** The first job in order whose size fits. */
  Optional<SimulatedJob> first(Predicate<SimulatedJob> fits) {
    SimulatedJob first = null;
    for (TreeSet<SimulatedJob> line : lines.values()) {
      SimulatedJob head = line.first();
      if ((first == null || order.compare(head, first) < 0) && fits.test(head)) {
        first = head;
      }
    }
    return Optional.ofNullable(first);
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** GPUs that all waiting jobs ask for. */
  long gpus() {
    return gpus;
  }

  /** As the engine sees them, oldest first: a view of the present. */
  List<PendingGang> pending() {
    return Collections.unmodifiableList(pending);
  }
}
