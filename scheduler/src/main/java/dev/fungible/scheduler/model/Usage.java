package dev.fungible.scheduler.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a class made use of in the past: the GPUs that it held and could use. What it held idle
 * while it wanted nothing was open to others, and does not count.
 *
 * @param workloadClass the class
 * @param gpus for each hour that was seen, at its start, the mean over the hour; of the present
 *     hour the mean so far
 */
public record Usage(WorkloadClass workloadClass, TimeSeries gpus) implements Comparable<Usage> {

  /** What each sample is the mean of. */
  public static final Duration STEP = Duration.ofHours(1);

  /** How far back it reaches. */
  public static final Duration KEPT = Duration.ofDays(14);

  /** The hours in that. */
  public static final int MOST_SAMPLES = (int) KEPT.dividedBy(STEP);

  /**
   * GPU-hours, of which those count half that were used a {@code halfLife} ago, and so on: each
   * hour counts 2^(-age / halfLife), its age being that of its middle.
   */
  public GpuHours decayed(Duration halfLife, Instant now) {
    GpuHours sum = GpuHours.ZERO;
    for (int i = 0; i < gpus.size(); i++) {
      Instant from = gpus.timeOf(i);
      Duration age = Duration.between(from, now);
      if (!age.isNegative() && age.compareTo(KEPT.plus(STEP)) < 0) {
        Duration length = age.compareTo(STEP) < 0 ? age : STEP;
        Duration middle = age.minus(length.dividedBy(2));
        double halvings = (double) middle.toMillis() / halfLife.toMillis();
        sum = sum.plus(GpuHours.of(gpus.valueOf(i) * StrictMath.pow(2, -halvings), length));
      }
    }
    return sum;
  }

  /** The GPUs that each class makes use of now, zero included. */
  public static SortedMap<WorkloadClass, Double> now(ClusterSnapshot snapshot) {
    SortedMap<WorkloadClass, Double> demanded = new TreeMap<>();
    SortedMap<WorkloadClass, Double> worked = new TreeMap<>();
    for (Demand demand : snapshot.demands()) {
      demanded.merge(demand.workloadClass(), demand.wanted().value(), Double::sum);
    }
    for (Gang gang : snapshot.gangs()) {
      worked.merge(gang.workloadClass(), (double) gang.gpus(), Double::sum);
    }
    for (PendingGang gang : snapshot.pending()) {
      worked.merge(gang.workloadClass(), (double) gang.gpus(), Double::sum);
    }
    SortedMap<WorkloadClass, Double> result = new TreeMap<>();
    for (WorkloadClass of : snapshot.classes()) {
      double wanted = Math.max(demanded.getOrDefault(of, 0.0), worked.getOrDefault(of, 0.0));
      result.put(of, Math.min(held(of, snapshot), wanted));
    }
    return Collections.unmodifiableSortedMap(result);
  }

  private static double held(WorkloadClass holder, ClusterSnapshot snapshot) {
    double held = 0;
    for (NodePool pool : snapshot.pools()) {
      held += (double) pool.gpusPerNode() * snapshot.heldNodes(pool.name(), holder);
    }
    return held;
  }

  /** By class. */
  @Override
  public int compareTo(Usage other) {
    return workloadClass.compareTo(other.workloadClass);
  }
}
