package dev.fungible.simulator.trace;

import java.util.Comparator;
import java.util.List;

/**
 * Training jobs in the order of their submission; jobs submitted together keep their order.
 *
 * @param name what the report calls it
 * @param jobs any order is taken
 */
public record JobTrace(String name, List<TrainingJob> jobs) {

  public JobTrace {
    jobs = jobs.stream().sorted(Comparator.comparing(TrainingJob::submit)).toList();
  }

  /** The work of all jobs, in GPU-hours. */
  public double gpuHours() {
    return jobs.stream().mapToDouble(TrainingJob::gpuHours).sum();
  }
}
