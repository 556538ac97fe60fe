package dev.fungible.scheduler.model;

import java.util.Comparator;
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
    WorkloadClass workloadClass, List<String> pools, Gpus wanted, TimeSeries history, String source)
    implements Comparable<Demand> {

  private static final Comparator<Demand> NATURAL =
      Comparator.comparing(Demand::workloadClass)
          .thenComparing(demand -> demand.pools.toString())
          .thenComparing(Demand::source)
          .thenComparing(Demand::wanted);

  public Demand {
    pools = pools.stream().sorted().toList();
  }

  /** By class, then by pools, source and level. */
  @Override
  public int compareTo(Demand other) {
    return NATURAL.compare(this, other);
  }
}
