package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps classes able to lose the topology domain where they hold most nodes, while a plan is made.
 * A node stays where without it the nodes outside that domain would become fewer than the class's
 * share of what it was granted above {@code ELASTIC}. A node that does not change their number may
 * go, so that nothing is kept that would not help. Nothing moves to reach the share.
 */
final class DomainSpare {

  static final Verdict.Rejected KEPT =
      new Verdict.Rejected(
          "domain-spare", "is needed if its class loses the domain where it has most nodes");

  private final SortedMap<WorkloadClass, Spread> spreads = new TreeMap<>();

  /** The spare of classes with a share, of the nodes that they hold at rest. */
  DomainSpare(
      SortedMap<WorkloadClass, Double> shares, ClusterSnapshot snapshot, Allocation allocation) {
    shares.forEach(
        (owner, share) -> {
          int granted = 0;
          for (Grant grant : allocation.grants()) {
            boolean counts = grant.workloadClass().equals(owner) && grant.tier() != Tier.ELASTIC;
            granted += counts ? grant.nodes() : 0;
          }
          spreads.put(owner, new Spread((int) Math.ceil(share * granted - 1e-9)));
        });
    if (!spreads.isEmpty()) {
      snapshot.pools().stream()
          .filter(pool -> pool.mode() != Mode.OFF)
          .forEach(pool -> count(pool, snapshot));
    }
  }

  private void count(NodePool pool, ClusterSnapshot snapshot) {
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      Spread spread = spreads.get(node.labelled());
      if (spread != null && node.isMovable()) {
        spread.add(domainOf(node));
      }
    }
  }

  /**
   * Those of the nodes that may all leave, in their order. Idle ones are let go first, and of these
   * the ones in large domains, which leaves the class the most even.
   */
  List<Candidate> free(List<Candidate> nodes) {
    if (spreads.isEmpty()) {
      return nodes;
    }
    Set<String> staying = new LinkedHashSet<>();
    for (Map.Entry<WorkloadClass, Spread> entry : spreads.entrySet()) {
      List<Candidate> own =
          nodes.stream().filter(node -> node.donor().equals(entry.getKey())).toList();
      own.forEach(node -> staying.add(node.node().name()));
      Spread left = new Spread(entry.getValue());
      left.release(own.stream().filter(Candidate::isIdle).toList(), staying);
      left.release(own.stream().filter(node -> !node.isIdle()).toList(), staying);
    }
    return nodes.stream().filter(node -> !staying.contains(node.node().name())).toList();
  }

  /** Counts a node that leaves. */
  void left(GpuNode node) {
    Spread spread = spreads.get(node.labelled());
    if (spread != null) {
      spread.remove(domainOf(node));
    }
  }

  /** A node of which no domain is known fails alone. */
  private static String domainOf(GpuNode node) {
    return node.domain().isEmpty()
        ? "node " + node.name()
        : "domain " + node.pool() + " " + node.domain();
  }

  /** How the nodes of one class lie in domains. */
  private static final class Spread {

    private final int needed;
    private final SortedMap<String, Integer> nodes = new TreeMap<>();
    private final SortedMap<Integer, Integer> domainsBySize = new TreeMap<>();
    private int total;

    private Spread(int needed) {
      this.needed = needed;
    }

    private Spread(Spread other) {
      needed = other.needed;
      nodes.putAll(other.nodes);
      domainsBySize.putAll(other.domainsBySize);
      total = other.total;
    }

    private void add(String domain) {
      change(domain, 1);
    }

    private void remove(String domain) {
      change(domain, -1);
    }

    private void change(String domain, int more) {
      int before = size(domain);
      nodes.put(domain, before + more);
      domainsBySize.computeIfPresent(before, (size, count) -> count == 1 ? null : count - 1);
      domainsBySize.merge(before + more, 1, Integer::sum);
      total += more;
    }

    /** Lets go as many of these as may go, and takes them off those that stay. */
    private void release(List<Candidate> nodes, Set<String> staying) {
      Map<String, Deque<GpuNode>> open = new LinkedHashMap<>();
      for (Candidate node : nodes) {
        open.computeIfAbsent(domainOf(node.node()), domain -> new ArrayDeque<>()).add(node.node());
      }
      Queue<Leaving> largestFirst = new PriorityQueue<>();
      open.forEach(
          (domain, own) ->
              largestFirst.add(new Leaving(size(domain), largestFirst.size(), domain, own)));
      while (!largestFirst.isEmpty() && mayLose(largestFirst.element().domain())) {
        Leaving largest = largestFirst.remove();
        staying.remove(largest.nodes().remove().name());
        remove(largest.domain());
        if (!largest.nodes().isEmpty()) {
          largestFirst.add(largest.smaller());
        }
      }
    }

    private int size(String domain) {
      return nodes.getOrDefault(domain, 0);
    }

    private boolean mayLose(String domain) {
      int largest = domainsBySize.lastKey();
      boolean isTheLargest = size(domain) == largest && domainsBySize.getOrDefault(largest, 0) == 1;
      return isTheLargest || total - largest > needed;
    }
  }

  /**
   * Nodes of one domain that may leave together with others.
   *
   * @param size nodes that the class holds there, those included that stay
   * @param rank lower ones go first among domains of equal size
   */
  private record Leaving(int size, int rank, String domain, Deque<GpuNode> nodes)
      implements Comparable<Leaving> {

    Leaving smaller() {
      return new Leaving(size - 1, rank, domain, nodes);
    }

    @Override
    public int compareTo(Leaving other) {
      return size == other.size ? Integer.compare(rank, other.rank) : other.size - size;
    }
  }
}
