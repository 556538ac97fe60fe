package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses which nodes move so that holdings approach an allocation: idle nodes first, then nodes of
 * elastic gangs, then whole gangs by least loss, inside what the guardrails leave.
 */
public final class Planner {

  private static final Comparator<Shift> NEWEST_FIRST =
      Comparator.comparing(Shift::startedAt).reversed().thenComparing(Shift::id);

  private final PlannerSettings settings;
  private final Duration maxSnapshotAge;
  private final Guardrails guardrails;
  private final VictimOrder victimOrder;

  /** A planner that stops gangs in this order where nothing cheaper is left. */
  public Planner(
      PlannerSettings settings, GuardrailSettings guardrails, VictimOrder victimOrder) {
    this.settings = settings;
    this.maxSnapshotAge = guardrails.maxSnapshotAge();
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
    List<Move> moves = new ArrayList<>();
    List<Plan.Recall> recalls = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (NodePool pool : snapshot.pools()) {
      if (pool.mode() == Mode.OFF) {
        continue;
      }
      if (trusts(snapshot)) {
        recalls.addAll(recalls(snapshot, pool, allocation, holdings));
      }
      List<Deficit> deficits = Deficit.in(pool, allocation, holdings);
      if (!deficits.isEmpty()) {
        Guardrails.Allowance allowance = guardrails.tightest(pool, snapshot);
        Donors donors = new Donors(snapshot, pool, allocation, holdings, guardrails);
        PoolPlanner planner = new PoolPlanner(snapshot, settings, victimOrder, donors, allowance);
        deficits.forEach(planner::serve);
        moves.addAll(planner.moves());
        rejections.addAll(planner.rejections());
      }
    }
    return new Plan(moves, recalls, rejections);
  }

  /** Shifts to a class that holds more than it was granted, as long as turning back is free. */
  private static List<Plan.Recall> recalls(
      ClusterSnapshot snapshot, NodePool pool, Allocation allocation, Holdings holdings) {
    List<Plan.Recall> result = new ArrayList<>();
    for (WorkloadClass to : snapshot.classes()) {
      int granted = allocation.granted(pool.name(), to);
      int excess = holdings.held(pool.name(), to) - granted;
      if (excess > 0) {
        harmlessShifts(snapshot, pool, to).stream()
            .limit(excess)
            .map(shift -> new Plan.Recall(shift.node(), shift.id(), noLonger(to, granted)))
            .forEach(result::add);
      }
    }
    return result;
  }

  private static String noLonger(WorkloadClass to, int granted) {
    return to + " is granted " + granted + " nodes by now";
  }

  private static List<Shift> harmlessShifts(
      ClusterSnapshot snapshot, NodePool pool, WorkloadClass to) {
    List<Shift> result = new ArrayList<>();
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      Shift shift = node.shift();
      if (shift != null
          && shift.phase().isHarmless()
          && shift.to().equals(to)
          && node.condition().healthy()) {
        result.add(shift);
      }
    }
    result.sort(NEWEST_FIRST);
    return result;
  }
}
