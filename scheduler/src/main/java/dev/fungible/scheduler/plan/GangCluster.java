package dev.fungible.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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
    int[] firstNode = new int[problem.losses().length];
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
    TreeSet<Integer> gangs = new TreeSet<>();
    for (int node : nodes) {
      for (int gang : problem.gangsOnNode()[node]) {
        gangs.add(gang);
      }
    }
    if (gangs.size() == 1 || nodes.length == 1) {
      return new GangCluster(donor, List.of(new Release(nodes, problem.lossOf(nodes))), true);
    }
    int[] indexes = gangs.stream().mapToInt(g -> g).toArray();
    return indexes.length <= MOST_GANGS_TO_ENUMERATE
        ? new GangCluster(donor, enumerate(problem, nodes, indexes), true)
        : new GangCluster(donor, greedy(problem, nodes), false);
  }

  /** For each number of nodes the subset of gangs that frees it at the least loss. */
  private static List<Release> enumerate(VictimProblem problem, int[] nodes, int[] gangs) {
    int[] needed = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      for (int gang : problem.gangsOnNode()[nodes[i]]) {
        needed[i] |= 1 << Arrays.binarySearch(gangs, gang);
      }
    }
    TreeMap<Integer, Release> best = new TreeMap<>();
    for (int stopped = 1; stopped < 1 << gangs.length; stopped++) {
      double loss = 0;
      for (int g = 0; g < gangs.length; g++) {
        loss += (stopped >> g & 1) == 1 ? problem.losses()[gangs[g]] : 0;
      }
      int[] freed = freed(nodes, needed, stopped);
      Release known = best.get(freed.length);
      if (freed.length > 0 && (known == null || loss < known.loss())) {
        best.put(freed.length, new Release(freed, loss));
      }
    }
    return List.copyOf(best.values());
  }

  private static int[] freed(int[] nodes, int[] needed, int stopped) {
    int[] result = new int[nodes.length];
    int size = 0;
    for (int i = 0; i < nodes.length; i++) {
      if ((needed[i] & ~stopped) == 0) {
        result[size++] = nodes[i];
      }
    }
    return Arrays.copyOf(result, size);
  }

  /** Frees the node that adds the least loss, again and again; some of these steps are releases. */
  private static List<Release> greedy(VictimProblem problem, int[] nodes) {
    int[] caps = new int[problem.donorCaps().length];
    Arrays.fill(caps, nodes.length);
    int[] order =
        new CheapestNodeFirst(problem, nodes, problem.losses()).take(nodes.length, caps);
    int stride = Math.ceilDiv(nodes.length, ReleaseKnapsack.MOST_RELEASES);
    List<Release> result = new ArrayList<>();
    for (int size = stride; size < order.length + stride; size += stride) {
      int[] freed = Arrays.copyOf(order, Math.min(size, order.length));
      Arrays.sort(freed);
      result.add(new Release(freed, problem.lossOf(freed)));
    }
    return result;
  }
}
