package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of two nodes of a pool a receiver would rather have when neither costs more: one that it
 * lent and that is still warm, then any that it lent, then the one that is ready sooner, then one
 * of the topology domain that it comes nearest to filling.
 */
final class Preference {

  private final ClusterSnapshot snapshot;
  private final WorkloadClass to;
  private final Duration warmFor;
  private final Map<String, Integer> othersInDomain = new LinkedHashMap<>();
  private final Map<WorkloadClass, Duration> leadTimes = new LinkedHashMap<>();

  Preference(ClusterSnapshot snapshot, NodePool pool, WorkloadClass to, Duration warmFor) {
    this.snapshot = snapshot;
    this.to = to;
    this.warmFor = warmFor;
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      if (!node.holder().equals(to)) {
        othersInDomain.merge(node.domain(), 1, Integer::sum);
      }
    }
  }

  /** From the donor to the receiver. */
  Duration leadTime(WorkloadClass donor) {
    return leadTimes.computeIfAbsent(donor, from -> snapshot.leadTimes().of(from, to));
  }

  /** The same candidates, the most preferred first. */
  List<Candidate> sorted(List<Candidate> candidates) {
    List<Ranked> ranked = new ArrayList<>(candidates.size());
    candidates.forEach(candidate -> ranked.add(rank(candidate)));
    ranked.sort(Ranked.BEST_FIRST);
    List<Candidate> result = new ArrayList<>(ranked.size());
    ranked.forEach(entry -> result.add(entry.candidate));
    return result;
  }

  private Ranked rank(Candidate candidate) {
    GpuNode node = candidate.node();
    return new Ranked(
        candidate,
        homecoming(node),
        leadTime(candidate.donor()).toMillis(),
        othersInDomain.getOrDefault(node.domain(), 0));
  }

  private int homecoming(GpuNode node) {
    if (!to.equals(node.lender())) {
      return 2;
    }
    Duration away = Duration.between(node.since(), snapshot.time());
    return away.compareTo(warmFor) <= 0 ? 0 : 1;
  }

  private record Ranked(Candidate candidate, int homecoming, long leadMillis, int others) {

    private static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingInt(Ranked::homecoming)
            .thenComparingLong(Ranked::leadMillis)
            .thenComparingInt(Ranked::others)
            .thenComparing(entry -> entry.candidate.node().domain())
            .thenComparing(entry -> entry.candidate.node());
  }
}
