package dev.fungible.scheduler.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Interchangeable GPU nodes.
 *
 * @param name unique
 * @param gpusPerNode GPUs of one node, at least 1
 * @param mode how far the engine may go here
 * @param suitability by class from 0 (never) to 1 (best); a class that is not listed has 1
 */
public record NodePool(
    String name, int gpusPerNode, Mode mode, SortedMap<WorkloadClass, Double> suitability)
    implements Comparable<NodePool> {

  public NodePool {
    if (gpusPerNode < 1) {
      throw new IllegalArgumentException(
          "Pool " + name + " needs at least 1 GPU a node, not " + gpusPerNode);
    }
    suitability.forEach(
        (workloadClass, value) -> {
          if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                "Pool "
                    + name
                    + ": suitability of "
                    + workloadClass
                    + " must be from 0 to 1, not "
                    + value);
          }
        });
    suitability = Collections.unmodifiableSortedMap(new TreeMap<>(suitability));
  }

  /** A pool in which every class is at home. */
  public static NodePool uniform(String name, int gpusPerNode, Mode mode) {
    return new NodePool(name, gpusPerNode, mode, new TreeMap<>());
  }

  /** How well this pool's hardware suits the class, from 0 to 1. */
  public double suitabilityFor(WorkloadClass workloadClass) {
    return suitability.getOrDefault(workloadClass, 1.0);
  }

  @Override
  public int compareTo(NodePool other) {
    return name.compareTo(other.name);
  }
}
