package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Moves grants from pool to pool while nobody's total changes. Pools are the vertices of a graph;
 * an edge moves nodes of one claim from a pool to another, and one more vertex stands for the nodes
 * that nobody was given. A path to it makes room; a cycle that costs less than nothing is a better
 * arrangement (Klein 1967).
 */
final class Exchange {

  // In the order in which they count: moves saved, suitability tier by tier, the order of the
  // pools.
  // Better hardware is a reason to choose a node, not to move.
  private static final long SAVED = 1L << 50;
  private static final long SUITABILITY = 1L << 6;
  private static final int SUITABILITY_BITS = 11;
  private static final int SUITABILITY_STEPS = 100;
  private static final List<Tier> LEAST_URGENT_FIRST = List.of(Tier.values()).reversed();

  private final Ledger ledger;
  private final Tier tier;
  private final List<String> pools;
  private final int spare;

  /** The exchange while this tier is served. */
  Exchange(Ledger ledger, Tier tier) {
    this.ledger = ledger;
    this.tier = tier;
    this.pools = ledger.pools();
    this.spare = pools.size();
  }

  /** One step of a path: nodes of the claim, or nobody's, from a pool to another. */
  private record Edge(int from, int to, @Nullable Claim claim, int most, long cost) {}

  /**
   * What these claims can be given on top of everything given, wherever that is moved to (Hall's
   * theorem): for every set of pools, the claims that can use no other.
   */
  List<WaterFill.Bound> bounds(List<Claim> wave) {
    Map<Claim, Integer> given = new LinkedHashMap<>();
    wave.forEach(claim -> given.put(claim, 0));
    for (Ledger.Entry entry : ledger.entries()) {
      given.merge(entry.claim(), entry.nodes(), Integer::sum);
    }
    Map<Claim, Set<String>> choices = new LinkedHashMap<>();
    given.keySet().forEach(claim -> choices.put(claim, namesOf(choices(claim))));
    Set<Set<String>> unions = new LinkedHashSet<>();
    choices.values().forEach(names -> addUnions(unions, names));
    return unions.stream().map(union -> bound(union, wave, given, choices)).toList();
  }

  /** Sets that share no pool bind each on its own: only what overlaps is united. */
  private static void addUnions(Set<Set<String>> unions, Set<String> names) {
    List<Set<String>> open = new ArrayList<>(List.of(names));
    while (!open.isEmpty()) {
      Set<String> next = open.removeLast();
      if (unions.add(next)) {
        for (Set<String> known : List.copyOf(unions)) {
          if (!Collections.disjoint(known, next)) {
            Set<String> union = new TreeSet<>(known);
            union.addAll(next);
            open.add(union);
          }
        }
      }
    }
  }

  private WaterFill.Bound bound(
      Set<String> union,
      List<Claim> wave,
      Map<Claim, Integer> given,
      Map<Claim, Set<String>> choices) {
    int capacity = 0;
    for (String pool : union) {
      capacity += ledger.free(pool);
    }
    for (Ledger.Entry entry : ledger.entries()) {
      capacity += union.contains(entry.pool()) ? entry.nodes() : 0;
    }
    List<Integer> members = new ArrayList<>();
    for (Map.Entry<Claim, Set<String>> choice : choices.entrySet()) {
      if (union.containsAll(choice.getValue())) {
        capacity -= given.getOrDefault(choice.getKey(), 0);
        members.add(wave.indexOf(choice.getKey()));
      }
    }
    return new WaterFill.Bound(
        members.stream().mapToInt(i -> i).filter(i -> i >= 0).toArray(), capacity);
  }

  private static Set<String> namesOf(List<NodePool> pools) {
    Set<String> names = new TreeSet<>();
    pools.forEach(pool -> names.add(pool.name()));
    return names;
  }

  /** Where the claim's nodes may be: a higher tier keeps hardware as good as it was given. */
  private List<NodePool> choices(Claim claim) {
    if (claim.tier() == tier) {
      return claim.pools();
    }
    long least =
        ledger.entries().stream()
            .filter(entry -> entry.claim().equals(claim))
            .mapToLong(entry -> suitability(claim, entry.pool()))
            .min()
            .orElse(0);
    return claim.pools().stream().filter(pool -> suitability(claim, pool.name()) >= least).toList();
  }

  /** Gives the claim so many nodes; whether any could be given. */
  boolean place(Claim claim, int nodes) {
    int left = Math.min(nodes, ledger.need(claim));
    boolean any = false;
    boolean room = true;
    while (left > 0 && room) {
      Optional<NodePool> open =
          claim.pools().stream()
              .filter(pool -> ledger.free(pool.name()) > 0)
              .max(
                  Comparator.<NodePool>comparingLong(pool -> suitability(claim, pool.name()))
                      .thenComparing(Comparator.<NodePool>naturalOrder().reversed()));
      if (open.isPresent()) {
        int given = Math.min(left, ledger.free(open.get().name()));
        ledger.give(claim, open.get().name(), given);
        left -= given;
        any = true;
      } else {
        room = makeRoom(claim, left);
      }
    }
    return any;
  }

  /** Frees nodes that the claim could use in a full pool; whether there was a way. */
  private boolean makeRoom(Claim claim, int most) {
    for (NodePool pool : claim.pools()) {
      Optional<List<Edge>> path = pathToSpare(pools.indexOf(pool.name()));
      if (path.isPresent()) {
        push(path.get(), most);
        return true;
      }
    }
    return false;
  }

  /** Rearranges everything given: fewer nodes to move, else better hardware for higher tiers. */
  void settle() {
    Optional<List<Edge>> cycle = cheaperCycle();
    while (cycle.isPresent()) {
      push(cycle.get(), Integer.MAX_VALUE);
      cycle = cheaperCycle();
    }
  }

  private void push(List<Edge> path, int most) {
    int nodes = most;
    for (Edge edge : path) {
      nodes = Math.min(nodes, edge.most);
    }
    for (Edge edge : path) {
      if (edge.claim != null) {
        ledger.move(edge.claim, pools.get(edge.from), pools.get(edge.to), nodes);
      }
    }
  }

  private Optional<List<Edge>> pathToSpare(int start) {
    List<Edge> edges = edges();
    Edge[] reached = new Edge[spare + 1];
    List<Integer> front = new ArrayList<>(List.of(start));
    for (int at = 0; at < front.size(); at++) {
      for (Edge edge : edges) {
        if (edge.from == front.get(at) && edge.to != start && reached[edge.to] == null) {
          reached[edge.to] = edge;
          front.add(edge.to);
        }
      }
    }
    return reached[spare] == null ? Optional.empty() : Optional.of(pathTo(reached, spare, start));
  }

  private List<Edge> edges() {
    List<Edge> edges = edgesToSpare();
    for (Ledger.Entry entry : ledger.entries()) {
      for (NodePool other : choices(entry.claim())) {
        if (!other.name().equals(entry.pool())) {
          edges.add(edge(entry, entry.claim(), other.name()));
        }
      }
    }
    return edges;
  }

  private List<Edge> edgesToSpare() {
    List<Edge> result = new ArrayList<>();
    for (int pool = 0; pool < spare; pool++) {
      if (ledger.free(pools.get(pool)) > 0) {
        result.add(new Edge(pool, spare, null, ledger.free(pools.get(pool)), 0));
      }
    }
    return result;
  }

  /** Bellman and Ford: a cycle of negative cost, if there is any. */
  private Optional<List<Edge>> cheaperCycle() {
    List<Edge> edges = edges();
    for (int pool = 0; pool < spare; pool++) {
      edges.add(new Edge(spare, pool, null, Integer.MAX_VALUE, 0));
    }
    long[] cost = new long[spare + 1];
    Edge[] reached = new Edge[spare + 1];
    int last = -1;
    for (int round = 0; round <= spare + 1; round++) {
      last = -1;
      for (Edge edge : edges) {
        if (cost[edge.from] + edge.cost < cost[edge.to]) {
          cost[edge.to] = cost[edge.from] + edge.cost;
          reached[edge.to] = edge;
          last = edge.to;
        }
      }
    }
    return last < 0 ? Optional.empty() : Optional.of(cycleBefore(reached, last));
  }

  private Edge edge(Ledger.Entry entry, Claim owner, String other) {
    int from = pools.indexOf(entry.pool());
    int to = pools.indexOf(other);
    WorkloadClass own = owner.workloadClass();
    int notHeldHere = ledger.granted(entry.pool(), own) - ledger.held(entry.pool(), own);
    int heldThere = ledger.held(other, own) - ledger.granted(other, own);
    int most = entry.nodes();
    most = notHeldHere > 0 ? Math.min(most, notHeldHere) : most;
    most = heldThere > 0 ? Math.min(most, heldThere) : most;
    long moves = (notHeldHere > 0 ? 0L : 1L) - (heldThere > 0 ? 1L : 0L);
    long worse = suitability(owner, entry.pool()) - suitability(owner, other);
    int shift = SUITABILITY_BITS * LEAST_URGENT_FIRST.indexOf(owner.tier());
    long cost = worse * (SUITABILITY << shift) + moves * SAVED + (to - from);
    return new Edge(from, to, owner, most, cost);
  }

  /**
   * In steps; below 0 where nothing is carried out, so that no paper move takes a real one's place.
   */
  private static long suitability(Claim claim, String pool) {
    return claim.pools().stream()
        .filter(other -> other.name().equals(pool))
        .mapToLong(
            other ->
                Math.round(claim.suitability(other) * SUITABILITY_STEPS)
                    - (other.mode() == Mode.ENFORCE ? 0 : SUITABILITY_STEPS + 1))
        .findFirst()
        .orElse(0);
  }

  private static List<Edge> pathTo(@Nullable Edge[] reached, int end, int start) {
    List<Edge> path = new ArrayList<>();
    for (int at = end; at != start; at = path.getLast().from) {
      path.add(Optional.ofNullable(reached[at]).orElseThrow());
    }
    return path;
  }

  private static List<Edge> cycleBefore(@Nullable Edge[] reached, int vertex) {
    int onCycle = vertex;
    for (int i = 0; i < reached.length; i++) {
      onCycle = Optional.ofNullable(reached[onCycle]).orElseThrow().from;
    }
    List<Edge> cycle = new ArrayList<>();
    int at = onCycle;
    do {
      cycle.add(Optional.ofNullable(reached[at]).orElseThrow());
      at = cycle.getLast().from;
    } while (at != onCycle);
    return cycle;
  }
}
