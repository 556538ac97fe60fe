package dev.fungible.scheduler.loop;

import dev.fungible.scheduler.model.ClusterSnapshot;

/** The eyes of the engine. */
@FunctionalInterface
public interface ClusterObserver {

  /**
   * The cluster as it is known now. What could not be read is named in the snapshot's freshness,
   * never left out in silence.
   */
  ClusterSnapshot observe();
}
