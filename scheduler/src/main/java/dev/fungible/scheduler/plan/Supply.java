package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The nodes that one deficit can be met from, the preferred first, and what each donor can give.
 */
final class Supply {

  private final List<Candidate> nodes;
  private final SortedMap<WorkloadClass, Integer> caps;

  Supply(List<Candidate> nodes, SortedMap<WorkloadClass, Integer> caps) {
    this.nodes = nodes;
    this.caps = caps;
  }

  /** Nodes that are left, of donors that can still give some. */
  int size() {
    return open(candidate -> true).size();
  }

  /** Nodes on which nothing runs. */
  List<Candidate> idle(int most) {
    return within(open(Candidate::isIdle), most);
  }

  /** Nodes that elastic gangs can give up, those first whose gang loses least by it. */
  List<Candidate> shrinkable(int most) {
    List<Candidate> elastic = open(Supply::isShrinkable);
    elastic.sort(Comparator.comparingDouble(c -> c.gangs().getFirst().lossIfShrunk()));
    Map<String, Integer> given = new LinkedHashMap<>();
    elastic.removeIf(
        candidate -> {
          PlannedGang gang = candidate.gangs().getFirst();
          return given.merge(gang.name(), 1, Integer::sum) > gang.slackNodes();
        });
    return within(elastic, most);
  }

  private static boolean isShrinkable(Candidate candidate) {
    List<PlannedGang> gangs = candidate.gangs();
    return gangs.size() == 1 && gangs.getFirst().slackNodes() > 0;
  }

  /** Nodes whose gangs would all have to stop. */
  List<Candidate> victims(int most, VictimOrder order) {
    List<Candidate> busy = open(candidate -> !candidate.isIdle());
    List<Candidate> result = new ArrayList<>();
    if (!busy.isEmpty()) {
      for (int node : order.choose(VictimProblem.of(busy, caps, most))) {
        result.add(busy.get(node));
      }
    }
    return result;
  }

  /** Nodes that were not taken, those first that are cheapest to take alone. */
  List<Candidate> cheapest(int most) {
    List<Candidate> result = new ArrayList<>(most + 1);
    for (Candidate candidate : nodes) {
      if (candidate.isTaken() || candidate.isFreedByPlan()) {
        continue;
      }
      int at = result.size();
      while (at > 0 && candidate.costAlone() < result.get(at - 1).costAlone()) {
        at--;
      }
      if (at < most) {
        result.add(at, candidate);
        result.subList(Math.min(most, result.size()), result.size()).clear();
      }
    }
    return result;
  }

  /** Counts the node as given. */
  void take(Candidate candidate) {
    caps.merge(candidate.donor(), -1, Integer::sum);
  }

  private List<Candidate> open(Predicate<Candidate> filter) {
    List<Candidate> result = new ArrayList<>();
    for (Candidate candidate : nodes) {
      if (!candidate.isTaken()
          && caps.getOrDefault(candidate.donor(), 0) > 0
          && filter.test(candidate)) {
        result.add(candidate);
      }
    }
    return result;
  }

  /** The first of these, as many as are wanted and the donors can give. */
  private List<Candidate> within(List<Candidate> wanted, int most) {
    SortedMap<WorkloadClass, Integer> left = new TreeMap<>(caps);
    List<Candidate> result = new ArrayList<>();
    for (Candidate candidate : wanted) {
      int spare = left.getOrDefault(candidate.donor(), 0);
      if (result.size() < most && spare > 0) {
        left.put(candidate.donor(), spare - 1);
        result.add(candidate);
      }
    }
    return result;
  }
}
