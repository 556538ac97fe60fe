package dev.fungible.simulator.replay;

import dev.fungible.scheduler.model.TimeSeries;
import java.time.Instant;
import java.util.List;

/**
 * What somebody remembers of a cluster.
 *
 * @param name who, for messages: "The snapshot"
 * @param begin from when on it counts; what is known of before is where policies learn from
 * @param end until when
 * @param demands what serving classes wanted
 * @param nodes of the cluster
 * @param gpusPerNode of the size of node that is most frequent
 * @param pools how many there are
 * @param notes what a reader must know of all this
 */
record Memory(
    String name,
    Instant begin,
    Instant end,
    List<Wanted> demands,
    int nodes,
    int gpusPerNode,
    int pools,
    List<String> notes) {

  static final String ALIKE = "pools are taken to be alike, and to suit every class";

  Memory {
    demands = List.copyOf(demands);
    notes = List.copyOf(notes);
  }

  /**
   * What one class wanted.
   *
   * @param workloadClass its name
   * @param gpus over time
   */
  record Wanted(String workloadClass, TimeSeries gpus) {}
}
