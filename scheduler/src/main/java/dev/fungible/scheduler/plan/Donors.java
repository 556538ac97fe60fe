package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the classes of a pool can still give while a plan is made. */
final class Donors {

  private final NodePool pool;
  private final List<WorkloadClass> classes;
  private final ClassCounts surplus;
  private final Map<String, Candidate> candidates = new LinkedHashMap<>();
  private final SortedMap<String, Blocked> blocked = new TreeMap<>();
  private final Set<String> stoppedGangs = new LinkedHashSet<>();

  Donors(
      ClusterSnapshot snapshot,
      NodePool pool,
      Allocation allocation,
      Holdings holdings,
      Guardrails guardrails) {
    this.pool = pool;
    classes = snapshot.classes();
    surplus = new ClassCounts(classes);
    for (WorkloadClass donor : classes) {
      int granted = allocation.granted(pool.name(), donor);
      surplus.add(donor, Math.max(0, holdings.held(pool.name(), donor) - granted));
    }
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      if (node.isMovable() && surplus(node.labelled()) > 0) {
        admit(node, snapshot, guardrails);
      }
    }
  }

  private void admit(GpuNode node, ClusterSnapshot snapshot, Guardrails guardrails) {
    List<Gang> gangs = snapshot.gangsOn(node.name());
    switch (guardrails.judge(node, gangs, snapshot)) {
      case Verdict.Allowed() -> candidates.put(node.name(), new Candidate(node, gangs));
      case Verdict.Rejected(String guardrail, String reason) ->
          blocked.merge(
              guardrail,
              new Blocked(guardrail, 1, node.name() + " " + reason),
              (known, next) -> new Blocked(guardrail, known.nodes + 1, known.example));
    }
  }

  /** Nodes that one guardrail keeps from leaving. */
  record Blocked(String guardrail, int nodes, String example) {}

  /** The guardrails that keep nodes from leaving, the one with the most nodes first. */
  List<Blocked> blocked() {
    return blocked.values().stream()
        .sorted(Comparator.comparingInt(Blocked::nodes).reversed())
        .toList();
  }

  NodePool pool() {
    return pool;
  }

  /** Nodes that the class can still give. */
  int surplus(WorkloadClass donor) {
    return surplus.of(donor);
  }

  /** Classes that can still give nodes, by name. */
  List<WorkloadClass> classes() {
    return classes.stream().filter(donor -> surplus(donor) > 0).toList();
  }

  /** What is left to choose from for this receiver, by name. */
  List<Candidate> candidatesFor(WorkloadClass to) {
    List<Candidate> result = new ArrayList<>();
    for (Candidate candidate : candidates.values()) {
      if (!candidate.donor().equals(to) && surplus(candidate.donor()) > 0) {
        result.add(candidate);
      }
    }
    return result;
  }

  /** The first of these candidates, as many as are wanted and the donors can give. */
  List<Candidate> within(List<Candidate> wanted, int most) {
    ClassCounts given = new ClassCounts(classes);
    List<Candidate> result = new ArrayList<>();
    for (Candidate candidate : wanted) {
      WorkloadClass donor = candidate.donor();
      if (result.size() < most && given.of(donor) < surplus(donor)) {
        given.add(donor, 1);
        result.add(candidate);
      }
    }
    return result;
  }

  /** Takes the node out; its donor can give one less. */
  void take(Candidate candidate) {
    candidates.remove(candidate.node().name());
    surplus.add(candidate.donor(), -1);
  }

  /** Counts the gangs on these nodes as stopped, on all their nodes. */
  void stopGangsOf(List<Candidate> chosen) {
    Set<String> affected = new LinkedHashSet<>();
    for (Candidate candidate : chosen) {
      for (Gang gang : candidate.gangs()) {
        if (stoppedGangs.add(gang.name())) {
          gang.placements().forEach(placement -> affected.add(placement.node()));
        }
      }
    }
    for (String node : affected) {
      candidates.computeIfPresent(
          node,
          (name, candidate) ->
              new Candidate(
                  candidate.node(),
                  candidate.gangs().stream()
                      .filter(gang -> !stoppedGangs.contains(gang.name()))
                      .toList()));
    }
  }
}
