package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nodes that elastic gangs can still give up while a plan is made; nodes that a shift takes from
 * them already count as given.
 */
final class ElasticSlack {

  private final ClusterSnapshot snapshot;
  private final GangLosses losses;
  private final Map<String, Integer> left = new LinkedHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();

  ElasticSlack(ClusterSnapshot snapshot, GangLosses losses) {
    this.snapshot = snapshot;
    this.losses = losses;
  }

  /**
   * Of these, nodes of a single elastic gang, as many of each gang as it can give up; those first
   * whose gang loses least by it, of equals in the order given.
   */
  List<Candidate> shrinkable(List<Candidate> candidates) {
    List<Candidate> result = new ArrayList<>();
    Map<String, Integer> offered = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.gangs().size() == 1) {
        Gang gang = candidate.gangs().getFirst();
        if (gang.slackNodes() > 0
            && offered.merge(gang.name(), 1, Integer::sum) <= slackOf(gang)) {
          result.add(candidate);
        }
      }
    }
    result.sort(Comparator.comparingDouble(c -> losses.ofShrinking(c.gangs().getFirst())));
    return result;
  }

  /** Counts the node as given up by its gang. */
  void take(Candidate candidate) {
    left.merge(candidate.gangs().getFirst().name(), -1, Integer::sum);
    taken.add(candidate.node().name());
  }

  /** Whether its gang gives it up already. */
  boolean isTaken(Candidate candidate) {
    return taken.contains(candidate.node().name());
  }

  private int slackOf(Gang gang) {
    Integer known = left.get(gang.name());
    if (known == null) {
      known = gang.slackNodes() - nodesInShift(gang);
      left.put(gang.name(), known);
    }
    return known;
  }

  private int nodesInShift(Gang gang) {
    int sum = 0;
    for (Placement placement : gang.placements()) {
      boolean shifting =
          snapshot.node(placement.node()).filter(node -> node.shift() != null).isPresent();
      sum += shifting ? 1 : 0;
    }
    return sum;
  }
}
