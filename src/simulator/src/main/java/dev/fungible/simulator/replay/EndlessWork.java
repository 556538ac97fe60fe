package dev.fungible.simulator.replay;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Training jobs that never run out, for a past whose jobs nobody wrote down: of the sizes that run
 * or wait now, all of the same length. So what a configuration frees, it is credited for.
 */
public final class EndlessWork {

  private static final Duration WAVE = Duration.ofHours(1);

  private EndlessWork() {}

  /** Sizes of the training gangs that run or wait, in GPUs; those of one node where none do. */
  public static List<Integer> sizes(ClusterSnapshot snapshot, int gpusPerNode) {
    List<Integer> sizes = new ArrayList<>();
    for (Gang gang : snapshot.gangs()) {
      if (!gang.workloadClass().isServing()) {
        sizes.add(gang.gpus());
      }
    }
    for (PendingGang gang : snapshot.pending()) {
      if (!gang.workloadClass().isServing()) {
        sizes.add(gang.gpus());
      }
    }
    sizes.removeIf(size -> size > gpusPerNode * snapshot.nodeCount() / 2);
    return sizes.isEmpty() ? List.of(gpusPerNode) : List.copyOf(sizes);
  }

  /**
   * Jobs that keep all nodes busy until the end: two fills of the cluster at once, then as much as
   * it could do in each hour.
   */
  public static List<TrainingJob> jobs(RecordedPast past, List<Integer> sizes, Duration length) {
    List<TrainingJob> jobs = new ArrayList<>();
    double capacity = (double) past.nodes() * past.gpusPerNode();
    double perWave = capacity * WAVE.toSeconds() / length.toSeconds();
    double owed = 2 * capacity;
    for (Duration at = Duration.ZERO;
        at.compareTo(past.demand().horizon()) < 0;
        at = at.plus(WAVE)) {
      owed += perWave;
      while (owed > 0) {
        int gpus = sizes.get(jobs.size() % sizes.size());
        jobs.add(new TrainingJob("work-" + jobs.size(), at, length, gpus));
        owed -= gpus;
      }
    }
    return jobs;
  }
}
