package dev.fungible.snapshot;

import dev.fungible.scheduler.model.ClusterSnapshot;

/**
 * All that it takes to decide again what was decided.
 *
 * @param snapshot what was seen
 * @param configuration the document that was in force, word for word
 */
public record SnapshotFile(ClusterSnapshot snapshot, String configuration) {

  /** The version of the file's format. */
  public static final String API_VERSION = "fungible.dev/snapshot/v1alpha1";

  static final RecordVersion VERSION = new RecordVersion("apiVersion", API_VERSION);
}
