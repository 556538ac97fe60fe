package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses which nodes move so that holdings approach an allocation: idle nodes first, then nodes of
 * elastic gangs, then whole gangs by least loss, inside what the guardrails leave.
 */
public final class Planner {

  /** Those that turn back for free, then the newest. */
  private static final Comparator<Shift> CHEAPEST_TO_TURN =
      Comparator.comparing((Shift shift) -> !shift.phase().isHarmless())
          .thenComparing(Shift::startedAt, Comparator.reverseOrder())
          .thenComparing(Shift::id);

  private final PlannerSettings settings;
  private final Duration maxSnapshotAge;
  private final Limits limits;
  private final Guardrails guardrails;
  private final VictimOrder victimOrder;

  /** A planner that stops gangs in this order where nothing cheaper is left. */
  public Planner(PlannerSettings settings, GuardrailSettings guardrails, VictimOrder victimOrder) {
    this.settings = settings;
    this.maxSnapshotAge = guardrails.maxSnapshotAge();
    this.limits = new Limits(guardrails.limits());
    this.guardrails = new Guardrails(guardrails);
    this.victimOrder = victimOrder;
  }

  /** Whether the snapshot is complete and fresh enough to act on. */
  public boolean trusts(ClusterSnapshot snapshot) {
    return snapshot.freshness().isTrusted(maxSnapshotAge);
  }

  /** The moves to start now, and what stands against the others. */
  public Plan plan(ClusterSnapshot snapshot, Allocation allocation) {
    Holdings holdings = new Holdings(snapshot);
    List<NodePool> pools =
        snapshot.pools().stream().filter(pool -> pool.mode() != Mode.OFF).toList();
    List<Plan.Recall> recalls = new ArrayList<>();
    if (trusts(snapshot)) {
      pools.forEach(pool -> recalls.addAll(recall(snapshot, pool, allocation, holdings)));
    }
    DomainSpare spare = guardrails.spare(snapshot, allocation);
    Collection<PoolPlanner> planned =
        serve(new Draft(snapshot, allocation, holdings, limits, spare, settings), pools);
    return new Plan(
        planned.stream().flatMap(planner -> planner.moves().stream()).toList(),
        recalls,
        planned.stream().flatMap(planner -> planner.rejections().stream()).toList());
  }

  private Collection<PoolPlanner> serve(Draft draft, List<NodePool> pools) {
    Map<PoolPlanner, List<Deficit>> deficits = new LinkedHashMap<>();
    for (NodePool pool : pools) {
      List<Deficit> own = Deficit.in(pool, draft.allocation(), draft.holdings());
      if (!own.isEmpty()) {
        Guardrails.Allowance allowance = guardrails.tightest(pool, draft.snapshot());
        LossBudget losses = guardrails.losses(pool, draft.snapshot());
        Donors donors = new Donors(draft, pool, guardrails);
        deficits.put(new PoolPlanner(draft, settings, victimOrder, donors, allowance, losses), own);
      }
    }
    // What a class may give depends on all pools, so a tier is served in all before the next.
    for (Tier tier : Tier.values()) {
      deficits.forEach(
          (planner, own) -> own.stream().filter(d -> d.tier() == tier).forEach(planner::serve));
    }
    return deficits.keySet();
  }

  /**
   * Shifts to a class that holds more than it was granted, as long as they had better turn back.
   */
  private List<Plan.Recall> recall(
      ClusterSnapshot snapshot, NodePool pool, Allocation allocation, Holdings holdings) {
    List<Plan.Recall> result = forbidden(snapshot, pool, holdings);
    for (WorkloadClass to : snapshot.classes()) {
      int granted = allocation.granted(pool.name(), to);
      int excess = holdings.held(pool.name(), to) - granted;
      for (Shift shift : turnableShifts(snapshot, pool, to, Math.max(0, excess), result)) {
        result.add(new Plan.Recall(shift.node(), shift.id(), noLonger(to, granted)));
        // What turns back is given already: no node at rest has to leave for it.
        holdings.giveBack(pool.name(), shift);
      }
    }
    return result;
  }

  /** Shifts of nodes on which something runs by now that a guardrail protects. */
  private List<Plan.Recall> forbidden(ClusterSnapshot snapshot, NodePool pool, Holdings holdings) {
    List<Plan.Recall> result = new ArrayList<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null
          && node.pool().equals(pool.name())
          && shift.phase().isHarmless()
          && node.condition().healthy()
          && guardrails.judge(node, snapshot.gangsOn(node.name()), snapshot)
              instanceof Verdict.Rejected(String guardrail, String reason)) {
        result.add(new Plan.Recall(node.name(), shift.id(), guardrail + ": " + reason));
        holdings.giveBack(pool.name(), shift);
      }
    }
    return result;
  }

  private static String noLonger(WorkloadClass to, int granted) {
    return to + " is granted " + granted + " nodes by now";
  }

  private static List<Shift> turnableShifts(
      ClusterSnapshot snapshot,
      NodePool pool,
      WorkloadClass to,
      int most,
      List<Plan.Recall> recalled) {
    List<Shift> result = new ArrayList<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null
          && node.pool().equals(pool.name())
          && (shift.phase().isHarmless() || HeldUpDrain.isOn(node, snapshot))
          && shift.to().equals(to)
          && node.condition().healthy()
          && recalled.stream().noneMatch(other -> other.shift().equals(shift.id()))) {
        result.add(shift);
      }
    }
    return result.stream().sorted(CHEAPEST_TO_TURN).limit(most).toList();
  }
}
