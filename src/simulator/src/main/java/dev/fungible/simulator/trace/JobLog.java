package dev.fungible.simulator.trace;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;

/**
 * Jobs as a cluster logged them, by submission.
 *
 * @param entries any order is taken
 * @param notes what reading passed over or supposed, for a person
 */
public record JobLog(List<Entry> entries, List<String> notes) {

  /**
   * One logged job.
   *
   * @param submit wall-clock time of the cluster's place
   * @param duration how long it ran; may be 0
   * @param gpus at least 1
   * @param cluster the virtual cluster that it was queued in
   */
  public record Entry(LocalDateTime submit, Duration duration, int gpus, String cluster) {}

  public JobLog {
    entries = entries.stream().sorted(Comparator.comparing(Entry::submit)).toList();
    notes = List.copyOf(notes);
  }

  /** The virtual clusters, sorted by name. */
  public List<String> clusters() {
    return entries.stream().map(Entry::cluster).distinct().sorted().toList();
  }
}
