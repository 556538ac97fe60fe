package dev.fungible.scheduler.loop;

import dev.fungible.scheduler.execute.Executor;
import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.HeldUpDrain;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One cycle after the other, each from what is observed alone: it may be stopped and started again
 * between any two lines. Not for concurrent use.
 */
public final class ControlLoop {

  private final ClusterObserver observer;
  private final DecisionEngine engine;
  private final Executor executor;
  private final CycleListener listener;

  /** A loop over this cluster. */
  public ControlLoop(
      ClusterObserver observer, DecisionEngine engine, Executor executor, CycleListener listener) {
    this.observer = observer;
    this.engine = engine;
    this.executor = executor;
    this.listener = listener;
  }

  /** A full cycle. */
  public CycleReport cycle() {
    // 1. See.
    ClusterSnapshot snapshot = observer.observe();
    // 2. Decide.
    Decision decision = engine.decide(snapshot);
    // 3. Make durable what starts, and what turns back before it does harm.
    List<StepResult> steps = new ArrayList<>();
    List<StepResult> starts = executor.record(shiftsOf(decision.plan(), snapshot), snapshot);
    steps.addAll(starts);
    steps.addAll(executor.record(recalledShifts(decision.plan(), snapshot), snapshot));
    steps.addAll(executor.record(unwoundShifts(snapshot), snapshot));
    // 4. Report.
    List<Shift> started =
        starts.stream().filter(StepResult::succeeded).map(StepResult::shift).toList();
    CycleReport report = new CycleReport(snapshot, decision, started, steps);
    listener.onCycle(report);
    return report;
  }

  /**
   * A pass over the shifts under way. Nothing new starts, but every shift is judged again before
   * its first irreversible step, and while its drain is held up; and those of a pool that is only
   * observed by now, or to a class that is not configured any more, are wound down.
   *
   * @return every record that was written or acted on, failures included; when none has entered a
   *     phase, time has to pass or the cluster to change before another pass helps
   */
  public List<StepResult> advance() {
    List<StepResult> steps = advance(observer.observe());
    listener.onPass(steps);
    return steps;
  }

  private List<StepResult> advance(ClusterSnapshot snapshot) {
    List<Shift> turned = unwoundShifts(snapshot);
    List<Shift> held = new ArrayList<>();
    if (!engine.trusts(snapshot)) {
      // Neither stop a gang nor hand over a node by what may not be so. Turning back is no harm.
      held.addAll(shiftsIn(snapshot, ShiftPhase.NOTIFIED, ShiftPhase.DRAINING, ShiftPhase.VACATED));
    } else if (isAnyAtTheBrink(snapshot)) {
      turned.addAll(recalledShifts(engine.decide(snapshot).plan(), snapshot));
    }
    held.addAll(turned);
    List<StepResult> steps = new ArrayList<>(executor.record(turned, snapshot));
    steps.addAll(executor.advance(snapshot, held));
    return steps;
  }

  /**
   * Shifts that can still turn back in pools that are only observed by now, or on their way to a
   * class that is not there any more, turned back.
   */
  private static List<Shift> unwoundShifts(ClusterSnapshot snapshot) {
    List<Shift> result = new ArrayList<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null && shift.phase().isReversible()) {
        whyUnwound(node.pool(), shift.to(), snapshot)
            .map(why -> shift.rollingBack(snapshot.time(), why))
            .ifPresent(result::add);
      }
    }
    return result;
  }

  private static Optional<String> whyUnwound(
      String pool, WorkloadClass to, ClusterSnapshot snapshot) {
    return switch (snapshot.pool(pool).mode()) {
      case OFF -> Optional.empty();
      case OBSERVE -> Optional.of("pool " + pool + " is in mode Observe");
      case ENFORCE ->
          isConfigured(to, snapshot)
              ? Optional.empty()
              : Optional.of("class " + to + " is not configured any more");
    };
  }

  private static boolean isConfigured(WorkloadClass to, ClusterSnapshot snapshot) {
    return snapshot.classes().stream().anyMatch(known -> known.name().equals(to.name()));
  }

  /** Whether a shift is about to stop gangs, or would have if nothing held it up. */
  private static boolean isAnyAtTheBrink(ClusterSnapshot snapshot) {
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null
          && (shift.phase() == ShiftPhase.NOTIFIED || HeldUpDrain.isOn(node, snapshot))
          && snapshot.pool(node.pool()).mode() == Mode.ENFORCE) {
        return true;
      }
    }
    return false;
  }

  /** Shifts in these phases in pools where they go on. */
  private static List<Shift> shiftsIn(ClusterSnapshot snapshot, ShiftPhase... phases) {
    List<Shift> result = new ArrayList<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null
          && List.of(phases).contains(shift.phase())
          && snapshot.pool(node.pool()).mode() == Mode.ENFORCE) {
        result.add(shift);
      }
    }
    return result;
  }

  private static List<Shift> shiftsOf(Plan plan, ClusterSnapshot snapshot) {
    return plan.moves().stream()
        .filter(move -> snapshot.pool(move.pool()).mode() == Mode.ENFORCE)
        .map(move -> shift(move, snapshot.time()))
        .toList();
  }

  private static Shift shift(Move move, Instant now) {
    return Shift.planned(
            move.node(), move.from(), move.to(), move.tier(), move.lender(), now, move.reason())
        .losing(move.loss());
  }

  private static List<Shift> recalledShifts(Plan plan, ClusterSnapshot snapshot) {
    List<Shift> result = new ArrayList<>();
    for (Plan.Recall recall : plan.recalls()) {
      snapshot
          .node(recall.node())
          .filter(node -> snapshot.pool(node.pool()).mode() == Mode.ENFORCE)
          .map(GpuNode::shift)
          .filter(Objects::nonNull)
          // What is unwound turns back already, for another reason.
          .filter(shift -> isConfigured(shift.to(), snapshot))
          .map(shift -> shift.rollingBack(snapshot.time(), recall.reason()))
          .ifPresent(result::add);
    }
    return result;
  }
}
