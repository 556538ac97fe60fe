package dev.fungible.simulator.result;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How training jobs fared; a job that has not finished is counted as if it did at the horizon.
 *
 * @param queueing first start - submit
 * @param completion end - submit (JCT)
 * @param queueingBySize queueing by size in GPUs: "1", "2-7", ">=8"
 * @param completionBySize completion by size in GPUs
 * @param censoredShare share of jobs that had not finished at the horizon, from 0 to 1
 */
public record JobStatistics(
    Distribution queueing,
    Distribution completion,
    SortedMap<String, Distribution> queueingBySize,
    SortedMap<String, Distribution> completionBySize,
    double censoredShare) {

  public JobStatistics {
    queueingBySize = Collections.unmodifiableSortedMap(new TreeMap<>(queueingBySize));
    completionBySize = Collections.unmodifiableSortedMap(new TreeMap<>(completionBySize));
  }
}
