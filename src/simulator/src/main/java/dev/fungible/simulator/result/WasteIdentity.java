package dev.fungible.simulator.result;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where all GPU-hours of the cluster went. The parts are measured one by one and add up to the
 * whole.
 *
 * @param total GPUs × horizon
 * @param goodput training progress retained at the horizon
 * @param served serving demand that was met, by class
 * @param idleServing ready nodes of serving classes above their demand
 * @param idleTrainingQueueEmpty free GPUs of training nodes while no job waited
 * @param idleTrainingFragmented free GPUs of training nodes while no waiting job fitted
 * @param transition nodes between classes
 * @param lost training progress that preemptions undid
 * @param restart GPUs of restarted jobs before they progressed again
 * @param down failed nodes
 */
public record WasteIdentity(
    double total,
    double goodput,
    SortedMap<String, Double> served,
    double idleServing,
    double idleTrainingQueueEmpty,
    double idleTrainingFragmented,
    double transition,
    double lost,
    double restart,
    double down) {

  public WasteIdentity {
    served = Collections.unmodifiableSortedMap(new TreeMap<>(served));
  }

  /** |whole - sum of the parts| / whole: zero but for rounding. */
  public double error() {
    double parts = goodput + idleServing + idleTrainingQueueEmpty + idleTrainingFragmented;
    parts += transition + lost + restart + down;
    for (double nodes : served.values()) {
      parts += nodes;
    }
    return Math.abs(total - parts) / total;
  }
}
