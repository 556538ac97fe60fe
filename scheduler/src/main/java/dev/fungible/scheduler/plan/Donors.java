package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the classes of a pool can still give while a plan is made. */
final class Donors {

  private final Draft draft;
  private final NodePool pool;
  private final SortedMap<WorkloadClass, Integer> surplus = new TreeMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final SortedMap<String, Verdict.Rejected> resting = new TreeMap<>();
  private final SortedMap<String, Blocked> blocked = new TreeMap<>();
  private final SortedMap<String, Blocked> withheld = new TreeMap<>();

  Donors(Draft draft, NodePool pool, Guardrails guardrails) {
    this.draft = draft;
    this.pool = pool;
    ClusterSnapshot snapshot = draft.snapshot();
    for (WorkloadClass donor : snapshot.classes()) {
      int more =
          draft.holdings().held(pool.name(), donor)
              - draft.allocation().granted(pool.name(), donor);
      if (more > 0) {
        surplus.put(donor, more);
      }
    }
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      if (node.isMovable() && surplus.containsKey(node.labelled())) {
        admit(node, snapshot, guardrails);
      }
    }
  }

  private void admit(GpuNode node, ClusterSnapshot snapshot, Guardrails guardrails) {
    List<Gang> gangs = snapshot.gangsOn(node.name());
    switch (guardrails.judge(node, gangs, snapshot)) {
      case Verdict.Allowed() -> {
        candidates.add(new Candidate(node, draft.planned(gangs)));
        if (guardrails.judgePatiently(node, gangs, snapshot) instanceof Verdict.Rejected rest) {
          resting.put(node.name(), rest);
        }
      }
      case Verdict.Rejected rejected -> block(blocked, node, rejected);
    }
  }

  private static void block(
      SortedMap<String, Blocked> nodes, GpuNode node, Verdict.Rejected rejected) {
    String guardrail = rejected.guardrail();
    Blocked known = nodes.get(guardrail);
    nodes.put(
        guardrail,
        known == null
            ? new Blocked(guardrail, 1, node.name() + " " + rejected.reason())
            : new Blocked(guardrail, known.nodes + 1, known.example));
  }

  /** Nodes that one guardrail keeps from leaving. */
  record Blocked(String guardrail, int nodes, String example) {}

  /** The guardrails that keep nodes from leaving, the one with the most nodes first. */
  List<Blocked> blocked() {
    return Stream.concat(blocked.values().stream(), withheld.values().stream())
        .sorted(Comparator.comparingInt(Blocked::nodes).reversed())
        .toList();
  }

  NodePool pool() {
    return pool;
  }

  /** What this deficit can be met from. */
  Supply supply(Deficit deficit, Preference preference) {
    SortedMap<WorkloadClass, Integer> caps = new TreeMap<>();
    surplus.forEach(
        (donor, nodes) -> {
          int most = Math.min(nodes, draft.bounds().mayGive(donor, deficit.tier()));
          if (most > 0) {
            caps.put(donor, most);
          }
        });
    List<Candidate> open = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (!candidate.isTaken() && caps.containsKey(candidate.donor())) {
        open.add(candidate);
      }
    }
    withheld.clear();
    List<Candidate> sorted = preference.sort(open);
    return new Supply(deficit.tier().mustPay() ? patiently(sorted) : sorted, caps);
  }

  /** Those of the nodes that a tier that must pay may have; notes the others as withheld. */
  private List<Candidate> patiently(List<Candidate> sorted) {
    List<Candidate> rested = new ArrayList<>(sorted.size());
    for (Candidate candidate : sorted) {
      Verdict.Rejected rest = resting.get(candidate.node().name());
      if (rest == null) {
        rested.add(candidate);
      } else {
        block(withheld, candidate.node(), rest);
      }
    }
    List<Candidate> free = draft.spare().free(rested);
    if (free.size() < rested.size()) {
      Set<Candidate> leaving = new LinkedHashSet<>(free);
      rested.stream()
          .filter(candidate -> !leaving.contains(candidate))
          .forEach(candidate -> block(withheld, candidate.node(), DomainSpare.KEPT));
    }
    return free;
  }

  /** Whether a class could give nodes here, did it not lack others that it was granted. */
  boolean isAnyReserved(Deficit deficit) {
    return candidates.stream()
        .anyMatch(
            candidate ->
                !candidate.isTaken()
                    && surplus.getOrDefault(candidate.donor(), 0) > 0
                    && draft.bounds().mayGive(candidate.donor(), deficit.tier()) == 0);
  }

  /** Takes the node out; its donor can give one less. */
  void take(Candidate candidate, WorkloadClass to) {
    candidate.take();
    surplus.merge(candidate.donor(), -1, Integer::sum);
    draft.bounds().moved(candidate.donor(), to);
    draft.spare().left(candidate.node());
  }
}
