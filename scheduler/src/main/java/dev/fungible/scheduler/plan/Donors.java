package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the classes of a pool can still give while a plan is made. */
final class Donors {

  private final Draft draft;
  private final NodePool pool;
  private final SortedMap<WorkloadClass, Integer> surplus = new TreeMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final SortedMap<String, Blocked> blocked = new TreeMap<>();

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
      case Verdict.Allowed() -> candidates.add(new Candidate(node, draft.planned(gangs)));
      case Verdict.Rejected(String guardrail, String reason) -> {
        Blocked known = blocked.get(guardrail);
        blocked.put(
            guardrail,
            known == null
                ? new Blocked(guardrail, 1, node.name() + " " + reason)
                : new Blocked(guardrail, known.nodes + 1, known.example));
      }
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
    return new Supply(preference.sort(open), caps);
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
  }
}
