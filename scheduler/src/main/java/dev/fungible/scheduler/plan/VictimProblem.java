package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Which nodes to free: a node is free when all gangs on it are stopped, and a gang that is stopped
 * frees its share of all its nodes. Nodes and gangs go by their index; of equal choices the lower
 * index is preferred.
 *
 * @param need nodes to free, at least 1
 * @param donorCaps nodes that each donor class can give, by donor
 * @param donorOfNode donor of each node
 * @param gangsOnNode gangs on each node, ascending, at least one
 * @param gangs the gangs; they may hold nodes that are not listed
 * @param costs what it costs, in GPU-hours, to stop the gang, by gang
 */
public record VictimProblem(
    int need,
    int[] donorCaps,
    int[] donorOfNode,
    int[][] gangsOnNode,
    List<Gang> gangs,
    double[] costs) {

  /**
   * The problem of freeing {@code need} of these nodes, which are in order of preference.
   *
   * @param caps nodes that each donor class can give
   */
  static VictimProblem of(List<Candidate> busy, SortedMap<WorkloadClass, Integer> caps, int need) {
    List<WorkloadClass> donors = List.copyOf(caps.keySet());
    Map<String, Integer> indexes = new LinkedHashMap<>();
    List<PlannedGang> gangs = new ArrayList<>();
    int[][] gangsOnNode = new int[busy.size()][];
    int[] donorOfNode = new int[busy.size()];
    for (int node = 0; node < busy.size(); node++) {
      List<PlannedGang> own = busy.get(node).gangs();
      donorOfNode[node] = donors.indexOf(busy.get(node).donor());
      gangsOnNode[node] = new int[own.size()];
      for (int i = 0; i < own.size(); i++) {
        Integer known = indexes.putIfAbsent(own.get(i).name(), gangs.size());
        gangsOnNode[node][i] = known == null ? gangs.size() : known;
        if (known == null) {
          gangs.add(own.get(i));
        }
      }
      Arrays.sort(gangsOnNode[node]);
    }
    return new VictimProblem(
        need,
        caps.values().stream().mapToInt(Integer::intValue).toArray(),
        donorOfNode,
        gangsOnNode,
        gangs.stream().map(PlannedGang::gang).toList(),
        gangs.stream().mapToDouble(PlannedGang::costIfPreempted).toArray());
  }

  /** Number of nodes to choose from. */
  public int nodes() {
    return donorOfNode.length;
  }

  /** What it costs, in GPU-hours, to free these nodes. */
  public double costOf(int[] nodes) {
    boolean[] stopped = new boolean[costs.length];
    double sum = 0;
    for (int node : nodes) {
      for (int gang : gangsOnNode[node]) {
        sum += stopped[gang] ? 0 : costs[gang];
        stopped[gang] = true;
      }
    }
    return sum;
  }
}
