package dev.fungible.scheduler.model;

import java.util.List;

/**
 * GPUs that a class wants now.
 *
 * @param workloadClass the class
 * @param pools names of the pools that can satisfy it, any of them
 * @param wanted GPUs wanted now
 * @param history what was wanted before, in GPUs, the present value last
 * @param source where the number came from, for people
 */
public record Demand(
    WorkloadClass workloadClass,
    List<String> pools,
    Gpus wanted,
    TimeSeries history,
    String source)
    implements Comparable<Demand> {

  public Demand {
    pools = pools.stream().sorted().toList();
  }

  /** By class, then by pools. */
  @Override
  public int compareTo(Demand other) {
    int byClass = workloadClass.compareTo(other.workloadClass);
    return byClass != 0 ? byClass : pools.toString().compareTo(other.pools.toString());
  }
}
