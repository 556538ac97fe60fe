package dev.fungible.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Free GPUs of the nodes that take jobs. A job of at most one node goes to the fullest node that
 * fits; a larger one takes whole free nodes of one pool; of equals the lowest index.
 */
final class Packing {

  private final int gpusPerNode;
  private final SortedMap<String, List<TreeSet<SimulatedNode>>> nodesByFree = new TreeMap<>();

  Packing(int gpusPerNode) {
    this.gpusPerNode = gpusPerNode;
  }

  void add(SimulatedNode node) {
    byFree(node.pool()).get(node.freeGpus()).add(node);
  }

  void remove(SimulatedNode node) {
    byFree(node.pool()).get(node.freeGpus()).remove(node);
  }

  private List<TreeSet<SimulatedNode>> byFree(String pool) {
    return nodesByFree.computeIfAbsent(
        pool,
        name -> {
          List<TreeSet<SimulatedNode>> result = new ArrayList<>();
          for (int free = 0; free <= gpusPerNode; free++) {
            result.add(new TreeSet<>((a, b) -> Integer.compare(a.index(), b.index())));
          }
          return result;
        });
  }

  /** The nodes that the job would take; empty when it does not fit. */
  List<SimulatedNode> find(SimulatedJob job) {
    for (List<TreeSet<SimulatedNode>> pool : nodesByFree.values()) {
      List<SimulatedNode> found = job.isWide() ? whole(pool, job.width()) : fullest(pool, job);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<SimulatedNode> whole(List<TreeSet<SimulatedNode>> pool, int width) {
    TreeSet<SimulatedNode> free = pool.get(gpusPerNode);
    return free.size() < width ? List.of() : free.stream().limit(width).toList();
  }

  private List<SimulatedNode> fullest(List<TreeSet<SimulatedNode>> pool, SimulatedJob job) {
    for (int free = job.gpus(); free <= gpusPerNode; free++) {
      if (!pool.get(free).isEmpty()) {
        return List.of(pool.get(free).first());
      }
    }
    return List.of();
  }

  /** Whether the job would fit now. */
  boolean fits(SimulatedJob job) {
    return !find(job).isEmpty();
  }
}
