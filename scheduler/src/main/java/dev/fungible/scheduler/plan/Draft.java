package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the pools of one plan share while it is made. */
final class Draft {

  private final ClusterSnapshot snapshot;
  private final Allocation allocation;
  private final Holdings holdings;
  private final Bounds bounds;
  private final DomainSpare spare;
  private final double disruption;
  private final Set<String> shifting = new LinkedHashSet<>();
  private final Map<String, PlannedGang> gangs = new LinkedHashMap<>();

  /** A draft in which nothing is planned; the holdings count recalled shifts as turned back. */
  Draft(
      ClusterSnapshot snapshot,
      Allocation allocation,
      Holdings holdings,
      Limits limits,
      DomainSpare spare,
      PlannerSettings settings) {
    this.snapshot = snapshot;
    this.allocation = allocation;
    this.holdings = holdings;
    this.bounds = new Bounds(snapshot, allocation, holdings, limits);
    this.spare = spare;
    disruption = settings.gangDisruption();
    snapshot.shiftingNodes().forEach(node -> shifting.add(node.name()));
  }

  ClusterSnapshot snapshot() {
    return snapshot;
  }

  Allocation allocation() {
    return allocation;
  }

  Holdings holdings() {
    return holdings;
  }

  Bounds bounds() {
    return bounds;
  }

  DomainSpare spare() {
    return spare;
  }

  /** The one state of each of these gangs, whatever pool its nodes are in. */
  List<PlannedGang> planned(List<Gang> running) {
    List<PlannedGang> result = new ArrayList<>(running.size());
    for (Gang gang : running) {
      result.add(
          gangs.computeIfAbsent(
              gang.name(), name -> new PlannedGang(gang, snapshot.time(), shifting, disruption)));
    }
    return result;
  }
}
