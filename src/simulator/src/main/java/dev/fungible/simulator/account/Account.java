package dev.fungible.simulator.account;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the GPU-hours of some days went, how demand was met, and what moves cost: as measured.
 *
 * @param source who measured
 * @param period from when to when
 * @param observedHours of these, how many the operator saw
 * @param capacity GPU-hours that there were, by pool
 * @param held where they went, by pool and class
 * @param lost of what gangs held, GPU-hours that moves undid, by pool and class
 * @param services by serving class
 * @param borrowed GPU-hours that gangs held on nodes which their class borrowed, by class
 * @param moves by pair of classes
 * @param days in order
 */
public record Account(
    String source,
    Period period,
    double observedHours,
    SortedMap<String, Double> capacity,
    SortedMap<String, SortedMap<String, Held>> held,
    SortedMap<String, SortedMap<String, Double>> lost,
    SortedMap<String, Service> services,
    SortedMap<String, Double> borrowed,
    SortedMap<Pair, Moves> moves,
    List<Day> days) {

  public Account {
    capacity = Collections.unmodifiableSortedMap(new TreeMap<>(capacity));
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    borrowed = Collections.unmodifiableSortedMap(new TreeMap<>(borrowed));
    moves = Collections.unmodifiableSortedMap(new TreeMap<>(moves));
    days = List.copyOf(days);
  }

  /**
   * A donor and a receiver.
   *
   * @param from the donor
   * @param to the receiver
   */
  public record Pair(String from, String to) implements Comparable<Pair> {

    @Override
    public int compareTo(Pair other) {
      int donors = from.compareTo(other.from);
      return donors == 0 ? to.compareTo(other.to) : donors;
    }
  }

  /** GPU-hours that there were. */
  public double capacityGpuHours() {
    return capacity.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Where all of them went. */
  public Held total() {
    return byClass().values().stream().reduce(Held.NONE, Held::plus);
  }

  /** Where they went, by class, of all pools. */
  public SortedMap<String, Held> byClass() {
    SortedMap<String, Held> sums = new TreeMap<>();
    held.values().forEach(pool -> pool.forEach((name, one) -> sums.merge(name, one, Held::plus)));
    return sums;
  }

  /** |capacity - sum of the parts| / capacity. */
  public double wasteError() {
    return Math.abs(capacityGpuHours() - total().sum()) / capacityGpuHours();
  }

  /** The share of the time that the operator saw, from 0 to 1. */
  public double observed() {
    return Math.min(1, observedHours / period.hours());
  }

  /** GPU-hours that moves undid. */
  public double lostGpuHours() {
    return lost.values().stream()
        .flatMap(pool -> pool.values().stream())
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** GPU-hours that moves undid of the work of that class in that pool. */
  public double lostGpuHours(String pool, String workloadClass) {
    return lost.getOrDefault(pool, new TreeMap<>()).getOrDefault(workloadClass, 0.0);
  }

  /** GPU-hours of classes whose work queues that were held and kept, for each day observed. */
  public double trainingPerDay() {
    double kept = 0;
    TreeSet<String> queueing = new TreeSet<>(byClass().keySet());
    queueing.removeAll(services.keySet());
    for (String name : queueing) {
      kept += byClass().getOrDefault(name, Held.NONE).busy();
      for (String pool : lost.keySet()) {
        kept -= lostGpuHours(pool, name);
      }
    }
    return observedHours == 0 ? 0 : kept / (observedHours / 24);
  }
}
