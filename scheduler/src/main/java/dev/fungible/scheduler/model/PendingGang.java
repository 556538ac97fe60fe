package dev.fungible.scheduler.model;

import java.time.Instant;

/**
 * A gang that waits for GPUs.
 *
 * @param name unique
 * @param workloadClass the class that it works for
 * @param gpus GPUs that it needs all at once, at least 1
 * @param priority higher is more important
 * @param since when it was submitted
 */
public record PendingGang(
    String name, WorkloadClass workloadClass, int gpus, int priority, Instant since)
    implements Comparable<PendingGang> {

  public PendingGang {
    if (gpus < 1) {
      throw new IllegalArgumentException(
          "Pending gang " + name + " needs at least 1 GPU, not " + gpus);
    }
  }

  /** By age, then by name. */
  @Override
  public int compareTo(PendingGang other) {
    int byAge = since.compareTo(other.since);
    return byAge != 0 ? byAge : name.compareTo(other.name);
  }
}
