package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** Arithmetic between GPUs and whole nodes that policies share. */
public final class Levels {

  /** Demand is measured; a rounding error above a whole number must not cost a node. */
  static final double TOLERANCE = 1e-9;

  private Levels() {}

  /**
   * Whole nodes that hold so many GPUs. Where the pools' nodes differ in size, the smallest counts,
   * so that the answer is enough whichever nodes are granted.
   */
  public static int nodesFor(Gpus gpus, List<String> pools, ClusterSnapshot snapshot) {
    double nodes = gpus.value() / smallestNode(pools, snapshot);
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(nodes - TOLERANCE));
  }

  /** GPUs of the smallest node in these pools; 1 when there is none. */
  public static int smallestNode(List<String> pools, ClusterSnapshot snapshot) {
    return snapshot.pools().stream()
        .filter(pool -> pools.contains(pool.name()))
        .mapToInt(NodePool::gpusPerNode)
        .min()
        .orElse(1);
  }

  /** Names of the pools whose hardware suits the class at all. */
  public static List<String> poolsFor(WorkloadClass workloadClass, ClusterSnapshot snapshot) {
    return snapshot.pools().stream()
        .filter(pool -> pool.suitabilityFor(workloadClass) > 0)
        .map(NodePool::name)
        .toList();
  }

  /** Whether it is known what the class wanted for the whole of the window before now. */
  static boolean isKnown(WorkloadClass of, Duration window, ClusterSnapshot snapshot) {
    Instant from = snapshot.time().minus(window);
    List<Demand> demands =
        snapshot.demands().stream().filter(demand -> demand.workloadClass().equals(of)).toList();
    return !demands.isEmpty()
        && (window.isZero()
            || demands.stream().allMatch(demand -> demand.history().at(from).isPresent()));
  }

  /** The most that was wanted within the window before now, now included. */
  public static Gpus highest(Demand demand, Duration window, ClusterSnapshot snapshot) {
    OptionalDouble past = demand.history().maxWithin(window, snapshot.time());
    return new Gpus(Math.max(demand.wanted().value(), past.orElse(0)));
  }

  /** How long a shift to the class takes from the one that holds most nodes of these pools. */
  public static Duration leadTime(WorkloadClass to, List<String> pools, ClusterSnapshot snapshot) {
    int most = 0;
    WorkloadClass giver = to;
    for (WorkloadClass from : snapshot.classes()) {
      int held = pools.stream().mapToInt(pool -> snapshot.heldNodes(pool, from)).sum();
      if (held > most && !from.equals(to)) {
        most = held;
        giver = from;
      }
    }
    return most > 0 ? snapshot.leadTimes().of(giver, to) : snapshot.leadTimes().unlearned();
  }
}
