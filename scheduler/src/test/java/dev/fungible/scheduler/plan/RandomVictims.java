package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Small random victim problems: gangs over many nodes that share them with small ones. */
final class RandomVictims {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  // Losses are whole sixteenths of a GPU-hour, which doubles and the solver both hold exactly.
  static final int STEPS_PER_GPU_HOUR = 16;

  private final SplittableRandom random;
  private final List<TreeSet<Integer>> nodesOfGang = new ArrayList<>();

  private RandomVictims(long seed) {
    random = new SplittableRandom(seed);
  }

  static VictimProblem of(long seed) {
    return new RandomVictims(seed).problem();
  }

  private VictimProblem problem() {
    int nodes = random.nextInt(3, 25);
    int donors = random.nextInt(1, 4);
    int[] donorOfNode = random.ints(nodes, 0, donors).toArray();
    // Every third problem is one cluster of gangs, too large to enumerate.
    boolean tangled = random.nextInt(3) == 0;
    for (int node = 0; node < nodes; node++) {
      int own = random.nextInt(tangled ? 1 : 0, 3);
      for (int i = 0; i < own; i++) {
        nodesOfGang.add(new TreeSet<>(List.of(node)));
      }
    }
    int wide = tangled ? nodes : random.nextInt(0, nodes);
    for (int i = 0; i < wide; i++) {
      addWide(donorOfNode);
    }
    for (int node = 0; node < nodes; node++) {
      int lonely = node;
      if (nodesOfGang.stream().noneMatch(held -> held.contains(lonely))) {
        nodesOfGang.add(new TreeSet<>(List.of(node)));
      }
    }
    int[] caps = random.ints(donors, 1, nodes + 1).toArray();
    return problem(random.nextInt(1, nodes + 1), caps, donorOfNode);
  }

  private void addWide(int[] donorOfNode) {
    int first = random.nextInt(donorOfNode.length);
    int size = random.nextInt(2, 7);
    TreeSet<Integer> held = new TreeSet<>();
    for (int node = first; node < donorOfNode.length && held.size() < size; node++) {
      // Now and then a gang spans donors, as after a class was renamed.
      if (donorOfNode[node] == donorOfNode[first] || random.nextInt(40) == 0) {
        held.add(node);
      }
    }
    nodesOfGang.add(held);
  }

  private VictimProblem problem(int need, int[] caps, int[] donorOfNode) {
    List<Gang> gangs = new ArrayList<>();
    double[] losses = new double[nodesOfGang.size()];
    for (int gang = 0; gang < losses.length; gang++) {
      List<Placement> placements = new ArrayList<>();
      nodesOfGang.get(gang).forEach(node -> placements.add(new Placement("node-" + node, 4)));
      int spread = placements.size() * 4 * STEPS_PER_GPU_HOUR;
      losses[gang] = random.nextInt(0, spread) / (double) STEPS_PER_GPU_HOUR;
      gangs.add(
          new Gang(
              "gang-" + gang,
              WorkloadClass.TRAINING,
              placements,
              0,
              NOW,
              NOW,
              Duration.ZERO,
              placements.size(),
              false,
              false));
    }
    int[][] gangsOnNode = new int[donorOfNode.length][];
    for (int node = 0; node < donorOfNode.length; node++) {
      int at = node;
      gangsOnNode[node] =
          IntStream.range(0, losses.length).filter(g -> nodesOfGang.get(g).contains(at)).toArray();
    }
    return new VictimProblem(need, caps, donorOfNode, gangsOnNode, gangs, losses);
  }
}
