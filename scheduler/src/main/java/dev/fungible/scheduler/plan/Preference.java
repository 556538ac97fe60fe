package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which of two nodes a receiver would rather have when neither costs more: one that it lent and
 * that is still warm, then any that it lent, then the one that is ready sooner, then one of the
 * topology domain that it comes nearest to filling.
 */
final class Preference {

  private final ClusterSnapshot snapshot;
  private final WorkloadClass to;
  private final Duration warmFor;
  private final Map<String, Integer> othersInDomain = new LinkedHashMap<>();
  private final Map<WorkloadClass, Duration> leadTimes = new LinkedHashMap<>();

  Preference(ClusterSnapshot snapshot, WorkloadClass to, Duration warmFor) {
    this.snapshot = snapshot;
    this.to = to;
    this.warmFor = warmFor;
    for (GpuNode node : snapshot.nodes()) {
      if (!node.holder().equals(to)) {
        othersInDomain.merge(node.domain(), 1, Integer::sum);
      }
    }
  }

  /** Best first, total. */
  Comparator<Candidate> order() {
    return Comparator.comparingInt((Candidate c) -> homecoming(c.node()))
        .thenComparing(c -> leadTime(c.donor()))
        .thenComparingInt(c -> othersInDomain.getOrDefault(c.node().domain(), 0))
        .thenComparing(c -> c.node().domain())
        .thenComparing(Candidate::node);
  }

  /** From the donor to the receiver. */
  Duration leadTime(WorkloadClass donor) {
    return leadTimes.computeIfAbsent(donor, from -> snapshot.leadTimes().of(from, to));
  }

  private int homecoming(GpuNode node) {
    if (!to.equals(node.lender())) {
      return 2;
    }
    Duration away = Duration.between(node.since(), snapshot.time());
    return away.compareTo(warmFor) <= 0 ? 0 : 1;
  }
}
