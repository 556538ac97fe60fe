package dev.fungible.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Frees at least a number of nodes at the least loss, at most one release of each cluster. */
final class ReleaseKnapsack {

  /** Releases of one cluster that are considered. */
  static final int MOST_RELEASES = Byte.MAX_VALUE;

  private static final byte NONE = -1;

  private final List<GangCluster> clusters;
  private final double[] loss;
  private final byte[][] choice;

  /**
   * Solves for every number of nodes from 0 to {@code wanted} at once, in time and memory of
   * releases × wanted.
   */
  ReleaseKnapsack(List<GangCluster> clusters, int wanted) {
    this.clusters = undominated(clusters, wanted);
    loss = new double[wanted + 1];
    Arrays.fill(loss, Double.POSITIVE_INFINITY);
    loss[0] = 0;
    choice = new byte[this.clusters.size()][];
    for (int i = 0; i < choice.length; i++) {
      choice[i] = add(this.clusters.get(i).releases(), wanted);
    }
  }

  /** Of clusters that can only free so many nodes each, the cheapest that could ever be needed. */
  private static List<GangCluster> undominated(List<GangCluster> clusters, int wanted) {
    List<GangCluster> result = new ArrayList<>();
    SortedMap<Integer, List<GangCluster>> alike = new TreeMap<>();
    for (GangCluster cluster : clusters) {
      if (cluster.releases().size() == 1) {
        int nodes = cluster.releases().getFirst().nodes().length;
        alike.computeIfAbsent(nodes, n -> new ArrayList<>()).add(cluster);
      } else {
        result.add(cluster);
      }
    }
    alike.forEach(
        (nodes, group) ->
            group.stream()
                .sorted(Comparator.comparingDouble(c -> c.releases().getFirst().loss()))
                .limit(Math.ceilDiv(wanted, nodes))
                .forEach(result::add));
    return result;
  }

  private byte[] add(List<Release> releases, int wanted) {
    byte[] chosen = new byte[wanted + 1];
    Arrays.fill(chosen, NONE);
    // Downwards, so that what is read has not met this cluster yet.
    for (int nodes = wanted; nodes > 0; nodes--) {
      for (int i = 0; i < releases.size(); i++) {
        Release release = releases.get(i);
        double candidate = loss[Math.max(0, nodes - release.nodes().length)] + release.loss();
        if (candidate < loss[nodes]) {
          loss[nodes] = candidate;
          chosen[nodes] = (byte) i;
        }
      }
    }
    return chosen;
  }

  /** The most nodes that can be freed, up to those wanted. */
  int most() {
    int nodes = loss.length - 1;
    while (loss[nodes] == Double.POSITIVE_INFINITY) {
      nodes--;
    }
    return nodes;
  }

  /** GPU-hours lost to free that many nodes. */
  double lossOf(int nodes) {
    return loss[nodes];
  }

  /** Indexes of that many freed nodes. */
  IntStream nodesFor(int nodes) {
    List<Integer> freed = new ArrayList<>();
    int left = nodes;
    for (int i = clusters.size() - 1; i >= 0 && left > 0; i--) {
      byte chosen = choice[i][left];
      if (chosen != NONE) {
        Release release = clusters.get(i).releases().get(chosen);
        Arrays.stream(release.nodes()).forEach(freed::add);
        left -= Math.min(left, release.nodes().length);
      }
    }
    Collections.sort(freed);
    return freed.stream().mapToInt(Integer::intValue).limit(nodes);
  }
}
