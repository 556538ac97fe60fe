package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of two nodes of a pool a receiver would rather have when neither costs more: one that it
 * lent and that is still warm, then any that it lent, then the one that is ready sooner, then one
 * of a topology domain that it is in already, of these the one that it comes nearest to filling.
 */
final class Preference {

  private final ClusterSnapshot snapshot;
  private final NodePool pool;
  private final WorkloadClass to;
  private final Duration warmFor;
  private final Map<WorkloadClass, Duration> leadTimes = new LinkedHashMap<>();

  Preference(ClusterSnapshot snapshot, NodePool pool, WorkloadClass to, Duration warmFor) {
    this.snapshot = snapshot;
    this.pool = pool;
    this.to = to;
    this.warmFor = warmFor;
  }

  /** The same nodes, best first; those that are alike stay in the order that they were given in. */
  List<Candidate> sort(List<Candidate> nodes) {
    // Thousands of nodes fall into few kinds, and only the kinds need sorting.
    Map<Kind, List<Candidate>> kinds = new LinkedHashMap<>();
    for (Candidate node : nodes) {
      Kind kind = new Kind(homecoming(node.node()), node.donor(), node.node().domain());
      kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(node);
    }
    List<Candidate> result = new ArrayList<>(nodes.size());
    kinds.keySet().stream().sorted(bestFirst()).forEach(kind -> result.addAll(kinds.get(kind)));
    return result;
  }

  /** From the donor to the receiver. */
  Duration leadTime(WorkloadClass donor) {
    return leadTimes.computeIfAbsent(donor, from -> snapshot.leadTimes().of(from, to));
  }

  /** What makes nodes alike. */
  private record Kind(int homecoming, WorkloadClass donor, String domain) {}

  private Comparator<Kind> bestFirst() {
    Set<String> begun = new LinkedHashSet<>();
    Map<String, Integer> othersInDomain = new LinkedHashMap<>();
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      if (node.holder().equals(to)) {
        begun.add(node.domain());
      } else {
        othersInDomain.merge(node.domain(), 1, Integer::sum);
      }
    }
    return Comparator.comparingInt(Kind::homecoming)
        .thenComparing(kind -> leadTime(kind.donor))
        .thenComparingInt(kind -> begun.contains(kind.domain) ? 0 : 1)
        .thenComparingInt(kind -> othersInDomain.getOrDefault(kind.domain, 0))
        .thenComparing(Kind::domain)
        .thenComparing(Kind::donor);
  }

  private int homecoming(GpuNode node) {
    if (!to.equals(node.lender())) {
      return 2;
    }
    Duration away = Duration.between(node.since(), snapshot.time());
    return away.compareTo(warmFor) <= 0 ? 0 : 1;
  }
}
