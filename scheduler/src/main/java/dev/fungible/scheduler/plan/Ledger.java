package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an arbiter has given so far, and what is left of each pool. */
final class Ledger {

  private final Limits limits;
  private final Holdings holdings;
  private final SortedMap<String, Integer> free = new TreeMap<>();
  private final List<Entry> entries = new ArrayList<>();

  Ledger(ClusterSnapshot snapshot, Limits limits) {
    this.limits = limits;
    this.holdings = new Holdings(snapshot);
    List<NodePool> planned =
        snapshot.pools().stream().filter(pool -> pool.mode() != Mode.OFF).toList();
    planned.forEach(pool -> free.put(pool.name(), holdings.capacity(pool.name())));
    snapshot.classes().forEach(workloadClass -> reserveFloor(workloadClass, planned));
  }

  private void reserveFloor(WorkloadClass workloadClass, List<NodePool> planned) {
    Claim floor =
        Claim.floor(
            workloadClass,
            planned.stream()
                .filter(
                    pool ->
                        pool.suitabilityFor(workloadClass) > 0
                            || holdings.held(pool.name(), workloadClass) > 0)
                .toList());
    int left = limits.min(workloadClass);
    for (NodePool pool : planned) {
      int kept = Math.min(left, holdings.held(pool.name(), workloadClass));
      left -= kept;
      add(floor, pool.name(), kept);
    }
  }

  /** Nodes of one pool that a claim was given. */
  static final class Entry {

    private final Claim claim;
    private final String pool;
    private int nodes;

    private Entry(Claim claim, String pool, int nodes) {
      this.claim = claim;
      this.pool = pool;
      this.nodes = nodes;
    }

    Claim claim() {
      return claim;
    }

    String pool() {
      return pool;
    }

    int nodes() {
      return nodes;
    }

    private boolean isOf(WorkloadClass owner) {
      return claim.workloadClass().equals(owner);
    }

    private Grant grant() {
      return new Grant(pool, claim.workloadClass(), claim.tier(), nodes, claim.bids());
    }
  }

  /** What was given so far, in order; a copy. */
  List<Entry> entries() {
    return entries.stream().filter(entry -> entry.nodes > 0).toList();
  }

  /** Everything given, by tier. */
  List<Grant> grants() {
    return entries().stream().map(Entry::grant).sorted(Comparator.comparing(Grant::tier)).toList();
  }

  /** Names of all planned pools. */
  List<String> pools() {
    return List.copyOf(free.keySet());
  }

  /** Nodes of the pool that nobody was given. */
  int free(String pool) {
    return free.getOrDefault(pool, 0);
  }

  /** Nodes of the pool that the class holds today. */
  int held(String pool, WorkloadClass workloadClass) {
    return holdings.held(pool, workloadClass);
  }

  /** Nodes of the pool that the class was given so far. */
  int granted(String pool, WorkloadClass workloadClass) {
    int sum = 0;
    for (Entry entry : entries) {
      sum += entry.pool.equals(pool) && entry.isOf(workloadClass) ? entry.nodes : 0;
    }
    return sum;
  }

  /** Nodes that the claim itself was given so far. */
  int granted(Claim claim) {
    int sum = 0;
    for (Entry entry : entries) {
      sum += entry.claim.equals(claim) ? entry.nodes : 0;
    }
    return sum;
  }

  /** Nodes that the claim still lacks, whatever the ceiling says; a floor does not count for it. */
  int missing(Claim claim) {
    int granted = 0;
    for (Entry entry : entries) {
      boolean counts =
          !entry.claim.isFloor()
              && entry.isOf(claim.workloadClass())
              && claim.leading().pools().contains(entry.pool);
      granted += counts ? entry.nodes : 0;
    }
    return Math.max(0, claim.leading().nodes() - granted);
  }

  /** Nodes that the claim still lacks and may have. */
  int need(Claim claim) {
    int granted = 0;
    for (Entry entry : entries) {
      boolean counts = !entry.claim.isFloor() && entry.isOf(claim.workloadClass());
      granted += counts ? entry.nodes : 0;
    }
    int allowed = Math.max(0, limits.max(claim.workloadClass()) - granted);
    return Math.min(missing(claim), allowed);
  }

  /** Gives the claim what its class's floor keeps in its pools. */
  void giveFloor(Claim claim) {
    for (Entry floor : List.copyOf(entries)) {
      boolean suits = claim.pools().stream().anyMatch(pool -> pool.name().equals(floor.pool));
      if (suits && isFloorOf(floor, claim)) {
        give(claim, floor.pool, Math.min(floor.nodes, need(claim)));
      }
    }
  }

  private static boolean isFloorOf(Entry entry, Claim claim) {
    return entry.claim.isFloor() && entry.isOf(claim.workloadClass());
  }

  /** Gives nodes of the pool to the claim; its class's floor has to keep so many less. */
  void give(Claim claim, String pool, int nodes) {
    int covered = nodes;
    for (Entry floor : entries) {
      if (isFloorOf(floor, claim) && floor.pool.equals(pool)) {
        covered -= release(floor, covered);
      }
    }
    for (Entry floor : entries.reversed()) {
      covered -= isFloorOf(floor, claim) ? release(floor, covered) : 0;
    }
    add(claim, pool, nodes);
  }

  private int release(Entry floor, int most) {
    int released = Math.min(floor.nodes, most);
    floor.nodes -= released;
    free.merge(floor.pool, released, Integer::sum);
    return released;
  }

  /** Gives a claim nodes of another pool instead. */
  void move(Claim claim, String from, String to, int nodes) {
    add(claim, from, -nodes);
    add(claim, to, nodes);
  }

  private void add(Claim claim, String pool, int nodes) {
    if (nodes == 0) {
      return;
    }
    free.merge(pool, -nodes, Integer::sum);
    for (Entry entry : entries) {
      if (entry.claim.equals(claim) && entry.pool.equals(pool)) {
        entry.nodes += nodes;
        return;
      }
    }
    entries.add(new Entry(claim, pool, nodes));
  }
}
