package dev.fungible.simulator.result;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Means over equal intervals, for charts. All arrays have one value an interval.
 *
 * @param interval length of an interval
 * @param readyNodes nodes ready to work, by class
 * @param demandNodes nodes demanded, by serving class
 * @param transitionNodes nodes between classes
 * @param queuedGpus GPUs that waiting training jobs ask for
 * @param busyTrainingGpus GPUs that training jobs hold
 */
public record Timeline(
    Duration interval,
    SortedMap<String, double[]> readyNodes,
    SortedMap<String, double[]> demandNodes,
    double[] transitionNodes,
    double[] queuedGpus,
    double[] busyTrainingGpus) {

  public Timeline {
    readyNodes = Collections.unmodifiableSortedMap(new TreeMap<>(readyNodes));
    demandNodes = Collections.unmodifiableSortedMap(new TreeMap<>(demandNodes));
  }
}
