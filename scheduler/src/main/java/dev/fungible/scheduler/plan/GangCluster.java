package dev.fungible.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Nodes and gangs that hang together, and share nothing with any other cluster.
 *
 * @param donor the class that gives its nodes
 * @param releases the ways to free some of its nodes worth considering, fewest nodes first
 * @param isEnumerated whether no better way exists
 */
record GangCluster(int donor, List<Release> releases, boolean isEnumerated) {

  private static final int MOST_GANGS_TO_ENUMERATE = 12;

  /** The clusters of the problem, by their lowest node. */
  static List<GangCluster> of(VictimProblem problem) {
    int[] root = roots(problem);
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int node = 0; node < problem.nodes(); node++) {
      members.computeIfAbsent(find(root, node), r -> new ArrayList<>(2)).add(node);
    }
    return members.values().stream().map(nodes -> cluster(problem, nodes)).toList();
  }

  private static int[] roots(VictimProblem problem) {
    int[] root = new int[problem.nodes()];
    Arrays.setAll(root, node -> node);
    int[] firstNode = new int[problem.costs().length];
    Arrays.fill(firstNode, -1);
    for (int node = 0; node < root.length; node++) {
      for (int gang : problem.gangsOnNode()[node]) {
        if (firstNode[gang] < 0) {
          firstNode[gang] = node;
        } else {
          int a = find(root, firstNode[gang]);
          int b = find(root, node);
          root[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }
    return root;
  }

  private static int find(int[] root, int node) {
    int at = node;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }

  private static GangCluster cluster(VictimProblem problem, List<Integer> all) {
    int donor = problem.donorOfNode()[all.getFirst()];
    // A gang that spans classes is nobody's to give in full: only one donor's nodes count.
    int[] nodes =
        all.stream().mapToInt(n -> n).filter(n -> problem.donorOfNode()[n] == donor).toArray();
    int[] gangs =
        Arrays.stream(nodes)
            .flatMap(node -> Arrays.stream(problem.gangsOnNode()[node]))
            .sorted()
            .distinct()
            .toArray();
    boolean whole = nodes.length == all.size();
    if (gangs.length == 1 || nodes.length == 1) {
      double loss = Arrays.stream(gangs).mapToDouble(gang -> problem.costs()[gang]).sum();
      return new GangCluster(donor, List.of(new Release(nodes, loss)), whole);
    }
    return gangs.length <= MOST_GANGS_TO_ENUMERATE
        ? new GangCluster(donor, enumerate(problem, nodes, gangs), whole)
        : new GangCluster(donor, greedy(problem, nodes), false);
  }

  /** For each number of nodes the subset of gangs that frees it at the least loss. */
  private static List<Release> enumerate(VictimProblem problem, int[] nodes, int[] gangs) {
    // Nodes that need the same gangs stopped are alike; there are few kinds however many nodes.
    SortedMap<Integer, Integer> kinds = new TreeMap<>();
    int[] needed = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      for (int gang : problem.gangsOnNode()[nodes[i]]) {
        needed[i] |= 1 << Arrays.binarySearch(gangs, gang);
      }
      kinds.merge(needed[i], 1, Integer::sum);
    }
    int[] masks = kinds.keySet().stream().mapToInt(mask -> mask).toArray();
    int[] counts = kinds.values().stream().mapToInt(count -> count).toArray();
    int[] best = new int[nodes.length + 1];
    double[] loss = new double[1 << gangs.length];
    for (int stopped = 1; stopped < loss.length; stopped++) {
      loss[stopped] =
          loss[stopped & (stopped - 1)]
              + problem.costs()[gangs[Integer.numberOfTrailingZeros(stopped)]];
      int freed = 0;
      for (int kind = 0; kind < masks.length; kind++) {
        freed += (masks[kind] & ~stopped) == 0 ? counts[kind] : 0;
      }
      best[freed] = best[freed] == 0 || loss[stopped] < loss[best[freed]] ? stopped : best[freed];
    }
    List<Release> result = new ArrayList<>();
    for (int count = 1; count < best.length; count++) {
      if (best[count] != 0) {
        int stopped = best[count];
        int[] freed =
            IntStream.range(0, nodes.length)
                .filter(i -> (needed[i] & ~stopped) == 0)
                .map(i -> nodes[i])
                .toArray();
        result.add(new Release(freed, loss[stopped]));
      }
    }
    return result;
  }

  /** Frees the node that adds the least loss, again and again; some of these steps are releases. */
  private static List<Release> greedy(VictimProblem problem, int[] nodes) {
    int[] caps = new int[problem.donorCaps().length];
    Arrays.fill(caps, nodes.length);
    int[] order = new CheapestNodeFirst(problem, nodes, problem.costs()).take(nodes.length, caps);
    int stride = Math.ceilDiv(nodes.length, ReleaseKnapsack.MOST_RELEASES);
    List<Release> result = new ArrayList<>();
    for (int size = stride; size < order.length + stride; size += stride) {
      int[] freed = Arrays.copyOf(order, Math.min(size, order.length));
      Arrays.sort(freed);
      result.add(new Release(freed, problem.costOf(freed)));
    }
    return result;
  }
}
