package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    int left = limits.min(workloadClass);
    for (NodePool pool : planned) {
      int kept = Math.min(left, holdings.held(pool.name(), workloadClass));
      left -= kept;
      give(workloadClass, null, pool.name(), kept);
    }
  }

  /** Names of the pools that have nodes left. */
  List<String> openPools() {
    return free.keySet().stream().filter(pool -> free(pool) > 0).toList();
  }

  /** Nodes that the claim still lacks, whatever the ceiling says. */
  int missing(Claim claim) {
    int granted = 0;
    for (Entry entry : entries) {
      if (entry.workloadClass.equals(claim.workloadClass())
          && claim.leading().pools().contains(entry.pool)) {
        granted += entry.nodes;
      }
    }
    return Math.max(0, claim.leading().nodes() - granted);
  }

  /** Nodes that the claim still lacks and may have. */
  int need(Claim claim) {
    int granted = 0;
    for (Entry entry : entries) {
      granted += entry.workloadClass.equals(claim.workloadClass()) ? entry.nodes : 0;
    }
    int allowed = Math.max(0, limits.max(claim.workloadClass()) - granted);
    return Math.min(missing(claim), allowed);
  }

  /** Whether this pool is the best that is left for what the claim still lacks. */
  boolean wantsNext(Claim claim, String pool) {
    Comparator<NodePool> best =
        Comparator.<NodePool>comparingDouble(claim::suitability)
            .thenComparingInt(other -> holdings.held(other.name(), claim.workloadClass()))
            .thenComparing(Comparator.<NodePool>naturalOrder().reversed());
    return need(claim) > 0
        && claim.pools().stream()
            .filter(other -> free(other.name()) > 0)
            .max(best)
            .filter(other -> other.name().equals(pool))
            .isPresent();
  }

  /** Gives the claimants what fits of the pool; whether any node was given. */
  boolean share(String pool, List<Claim> claimants) {
    int[] needs = claimants.stream().mapToInt(this::need).toArray();
    double[] weights = claimants.stream().mapToDouble(claim -> claim.leading().weight()).toArray();
    int[] held =
        claimants.stream().mapToInt(claim -> holdings.held(pool, claim.workloadClass())).toArray();
    int[] shares = WaterFill.share(free(pool), needs, weights, held);
    boolean given = false;
    for (int i = 0; i < shares.length; i++) {
      Claim claim = claimants.get(i);
      give(claim.workloadClass(), claim, pool, shares[i]);
      given |= shares[i] > 0;
    }
    return given;
  }

  /** Serves the claim from a full pool by moving an earlier grant to a pool with room. */
  boolean exchange(Claim claim) {
    int need = need(claim);
    for (NodePool pool : need > 0 ? claim.pools() : List.<NodePool>of()) {
      for (Entry entry : List.copyOf(entries)) {
        if (entry.pool.equals(pool.name()) && entry.claim != null && entry.claim != claim) {
          for (NodePool other : entry.claim.pools()) {
            int nodes = Math.min(need, Math.min(entry.nodes, free(other.name())));
            if (nodes > 0) {
              give(entry.workloadClass, entry.claim, other.name(), nodes);
              give(entry.workloadClass, entry.claim, pool.name(), -nodes);
              give(claim.workloadClass(), claim, pool.name(), nodes);
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /**
   * Lets the claim keep nodes that it holds instead of others that it would have to move to: better
   * hardware is a reason to choose a node, not to move. Whether that changed anything.
   */
  boolean keepHoldings(Claim claim) {
    boolean kept = false;
    for (NodePool home : claim.pools()) {
      for (NodePool away : claim.pools()) {
        int homeless = -surplus(away.name(), claim.workloadClass());
        int unused = Math.min(surplus(home.name(), claim.workloadClass()), free(home.name()));
        int nodes = Math.min(Math.min(unused, homeless), given(claim, away.name()));
        if (nodes > 0) {
          give(claim.workloadClass(), claim, home.name(), nodes);
          give(claim.workloadClass(), claim, away.name(), -nodes);
          kept = true;
        }
      }
    }
    return kept;
  }

  /** Nodes that the class holds in the pool beyond those given to it; below 0 if it lacks some. */
  private int surplus(String pool, WorkloadClass workloadClass) {
    int granted = 0;
    for (Entry entry : entries) {
      boolean counts = entry.workloadClass.equals(workloadClass) && entry.pool.equals(pool);
      granted += counts ? entry.nodes : 0;
    }
    return holdings.held(pool, workloadClass) - granted;
  }

  private int given(Claim claim, String pool) {
    int sum = 0;
    for (Entry entry : entries) {
      sum += entry.claim == claim && entry.pool.equals(pool) ? entry.nodes : 0;
    }
    return sum;
  }

  /** Everything given, in order. */
  List<Grant> grants() {
    return entries.stream().filter(entry -> entry.nodes > 0).map(Entry::grant).toList();
  }

  private int free(String pool) {
    return free.getOrDefault(pool, 0);
  }

  private void give(WorkloadClass to, @Nullable Claim claim, String pool, int nodes) {
    if (nodes == 0) {
      return;
    }
    free.merge(pool, -nodes, Integer::sum);
    for (Entry entry : entries) {
      if (entry.claim == claim && entry.workloadClass.equals(to) && entry.pool.equals(pool)) {
        entry.nodes += nodes;
        return;
      }
    }
    entries.add(new Entry(to, claim, pool, nodes));
  }

  private static final class Entry {

    private final WorkloadClass workloadClass;
    private final @Nullable Claim claim;
    private final String pool;
    private int nodes;

    private Entry(WorkloadClass workloadClass, @Nullable Claim claim, String pool, int nodes) {
      this.workloadClass = workloadClass;
      this.claim = claim;
      this.pool = pool;
      this.nodes = nodes;
    }

    private Grant grant() {
      return claim == null
          ? new Grant(pool, workloadClass, Tier.GUARANTEE, nodes, List.of())
          : new Grant(pool, workloadClass, claim.tier(), nodes, claim.bids());
    }
  }
}
