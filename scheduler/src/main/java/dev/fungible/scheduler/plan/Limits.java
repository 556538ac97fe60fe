package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.Settings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Floors and ceilings by class over all pools, in nodes. A floor is never taken from, though
 * nothing is moved to reach it; a ceiling is never passed.
 *
 * @param byClass by name of the class; one that is not listed has neither
 */
public record Limits(SortedMap<String, Range> byClass) {

  public static final Limits NONE = new Limits(new TreeMap<>());

  public Limits {
    byClass = Collections.unmodifiableSortedMap(new TreeMap<>(byClass));
  }

  /** Nodes that are never taken from the class. */
  public int min(WorkloadClass workloadClass) {
    return byClass.getOrDefault(workloadClass.name(), Range.ANY).min();
  }

  /** The most nodes that the class may hold. */
  public int max(WorkloadClass workloadClass) {
    return byClass.getOrDefault(workloadClass.name(), Range.ANY).max();
  }

  /**
   * A floor and a ceiling.
   *
   * @param min nodes, at least 0
   * @param max nodes, at least {@code min}
   */
  public record Range(int min, int max) {

    public static final Range ANY = new Range(0, Integer.MAX_VALUE);

    public Range {
      Settings.requireAtLeast("min", min, 0);
      Settings.requireAtLeast("max", max, min);
    }
  }
}
