package dev.fungible.simulator.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Free GPUs of the nodes that take jobs. A job of at most one node goes to the fullest node that
 * fits; a larger one takes whole free nodes of one pool; of equals the lowest index.
 */
final class Packing {

  private static final Comparator<SimulatedNode> LOWEST_FIRST =
      (a, b) -> Integer.compare(a.index(), b.index());

  private final int gpusPerNode;
  private final List<TreeSet<SimulatedNode>> partlyFree = new ArrayList<>();
  private final SortedMap<String, TreeSet<SimulatedNode>> freeByPool = new TreeMap<>();

  Packing(int gpusPerNode) {
    this.gpusPerNode = gpusPerNode;
    for (int free = 0; free < gpusPerNode; free++) {
      partlyFree.add(new TreeSet<>(LOWEST_FIRST));
    }
  }

  void add(SimulatedNode node) {
    peersOf(node).add(node);
  }

  void remove(SimulatedNode node) {
    peersOf(node).remove(node);
  }

  private TreeSet<SimulatedNode> peersOf(SimulatedNode node) {
    return node.freeGpus() < gpusPerNode
        ? partlyFree.get(node.freeGpus())
        : freeByPool.computeIfAbsent(node.pool(), pool -> new TreeSet<>(LOWEST_FIRST));
  }

  /** Whether the job would fit now. */
  boolean fits(SimulatedJob job) {
    return job.isWide() ? !poolFor(job).isEmpty() : !levelFor(job).isEmpty() || hasFreeNode();
  }

  /** The nodes that the job would take; empty when it does not fit. */
  List<SimulatedNode> find(SimulatedJob job) {
    if (job.isWide()) {
      return poolFor(job).stream().limit(job.width()).toList();
    }
    NavigableSet<SimulatedNode> level = levelFor(job);
    if (!level.isEmpty()) {
      return List.of(level.first());
    }
    return freeByPool.values().stream()
        .filter(free -> !free.isEmpty())
        .map(TreeSet::first)
        .min(LOWEST_FIRST)
        .map(List::of)
        .orElse(List.of());
  }

  /** The fullest nodes in part use that the job fits on; empty when there are none. */
  private NavigableSet<SimulatedNode> levelFor(SimulatedJob job) {
    for (int free = job.gpus(); free < gpusPerNode; free++) {
      if (!partlyFree.get(free).isEmpty()) {
        return partlyFree.get(free);
      }
    }
    return Collections.emptyNavigableSet();
  }

  /** The free nodes of the first pool with enough of them; empty when there is none. */
  private NavigableSet<SimulatedNode> poolFor(SimulatedJob job) {
    for (TreeSet<SimulatedNode> free : freeByPool.values()) {
      if (free.size() >= job.width()) {
        return free;
      }
    }
    return Collections.emptyNavigableSet();
  }

  private boolean hasFreeNode() {
    for (TreeSet<SimulatedNode> free : freeByPool.values()) {
      if (!free.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
