package dev.fungible.snapshot;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.scheduler.plan.Grant;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.plan.Shortfall;
import dev.fungible.scheduler.spi.Bid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes records of decisions. Pure: the same report gives the same record. */
public final class DecisionRecords {

  private final ClusterSnapshot snapshot;
  private final Decision decision;
  private final Map<String, String> startedShifts = new TreeMap<>();
  private final List<Shift> turnedBack;

  private DecisionRecords(CycleReport report) {
    snapshot = report.snapshot();
    decision = report.decision();
    report.started().forEach(shift -> startedShifts.put(shift.node(), shift.id()));
    turnedBack =
        report.steps().stream()
            .filter(DecisionRecords::isTurnedBack)
            .map(StepResult::shift)
            .toList();
  }

  /**
   * All that this cycle decided, whole.
   *
   * @param cycle its number
   * @param recalled shifts that were turned back between the cycle before and this one
   * @param ended shifts that have ended since the cycle before
   */
  public static DecisionRecord of(
      CycleReport report, Origin origin, long cycle, List<Shift> recalled, List<Shift> ended) {
    DecisionRecords parts = new DecisionRecords(report);
    Plan plan = report.decision().plan();
    return new DecisionRecord(
        report.snapshot().time(),
        origin.run(),
        origin.leader(),
        cycle,
        1,
        1,
        origin.configuration(),
        origin.configurationVersion(),
        report.decision().bids().stream().map(DecisionRecords::asked).toList(),
        report.decision().failures().stream()
            .map(failure -> new DecisionRecord.Failed(failure.policy(), failure.error()))
            .toList(),
        parts.allocation(),
        report.decision().allocation().shortfalls().stream().map(DecisionRecords::unmet).toList(),
        parts.moves(),
        parts.victims(),
        Stream.concat(recalled.stream(), parts.turnedBack.stream())
            .map(DecisionRecords::recalled)
            .toList(),
        plan.rejections().stream().map(DecisionRecords::rejected).toList(),
        ended.stream().map(DecisionRecords::ended).toList(),
        0);
  }

  /** The record of a bid. */
  public static DecisionRecord.Asked asked(Bid bid) {
    return new DecisionRecord.Asked(
        bid.policy(),
        bid.workloadClass().name(),
        bid.pools(),
        bid.tier(),
        bid.weight(),
        bid.nodes(),
        bid.dwell(),
        bid.reason());
  }

  /** The record of what was not granted. */
  public static DecisionRecord.Unmet unmet(Shortfall shortfall) {
    return new DecisionRecord.Unmet(
        shortfall.workloadClass().name(),
        shortfall.tier(),
        shortfall.wanted(),
        shortfall.missing(),
        shortfall.constraint());
  }

  private static DecisionRecord.Rejected rejected(Rejection rejection) {
    return new DecisionRecord.Rejected(
        rejection.pool(),
        rejection.to().name(),
        rejection.tier(),
        rejection.nodes(),
        rejection.constraint(),
        rejection.reason());
  }

  /** The record of a shift that was turned back. */
  static DecisionRecord.Recalled recalled(Shift shift) {
    return new DecisionRecord.Recalled(shift.node(), shift.id(), shift.reason());
  }

  /** Whether a shift turned back in this step, and that is saved. */
  static boolean isTurnedBack(StepResult step) {
    return step.entered() && step.shift().phase() == ShiftPhase.ROLLING_BACK;
  }

  /** The record of a shift that has ended. */
  public static DecisionRecord.Ended ended(Shift shift) {
    return new DecisionRecord.Ended(
        shift.id(),
        shift.node(),
        shift.from().name(),
        shift.to().name(),
        shift.phase(),
        shift.startedAt(),
        shift.phaseSince(),
        shift.lostGpuHours(),
        shift.reason());
  }

  private List<DecisionRecord.Held> allocation() {
    Map<String, Integer> gains = gains();
    List<DecisionRecord.Held> result = new ArrayList<>();
    for (NodePool pool : snapshot.pools()) {
      for (WorkloadClass holder : snapshot.classes()) {
        int held = snapshot.heldNodes(pool.name(), holder);
        int granted = decision.allocation().granted(pool.name(), holder);
        int then = held + gains.getOrDefault(key(pool.name(), holder), 0);
        if (held > 0 || granted > 0 || then > 0) {
          result.add(
              new DecisionRecord.Held(
                  pool.name(), holder.name(), held, granted, then, shares(pool, holder)));
        }
      }
    }
    return result;
  }

  private List<DecisionRecord.Share> shares(NodePool pool, WorkloadClass holder) {
    return decision.allocation().grants().stream()
        .filter(grant -> grant.pool().equals(pool.name()) && grant.workloadClass().equals(holder))
        .sorted(Comparator.comparing(Grant::tier))
        .map(grant -> new DecisionRecord.Share(grant.tier(), grant.nodes(), Causes.policies(grant)))
        .toList();
  }

  private Map<String, Integer> gains() {
    Map<String, Integer> gains = new TreeMap<>();
    for (Move move : decision.plan().moves()) {
      gains.merge(key(move.pool(), move.to()), 1, Integer::sum);
      gains.merge(key(move.pool(), move.from()), -1, Integer::sum);
    }
    for (Shift shift : turnedBack) {
      GpuNode node = snapshot.node(shift.node()).orElse(null);
      if (node != null) {
        gains.merge(key(node.pool(), shift.from()), 1, Integer::sum);
        gains.merge(key(node.pool(), shift.to()), -1, Integer::sum);
      }
    }
    return gains;
  }

  private static String key(String pool, WorkloadClass holder) {
    return pool + "/" + holder;
  }

  private List<DecisionRecord.Moved> moves() {
    Causes causes = new Causes(decision.allocation());
    return decision.plan().moves().stream().map(move -> moved(move, causes)).toList();
  }

  private DecisionRecord.Moved moved(Move move, Causes causes) {
    return new DecisionRecord.Moved(
        move.node(),
        move.pool(),
        move.from().name(),
        move.to().name(),
        move.tier(),
        name(move.lender()),
        move.disruption(),
        move.gangs(),
        move.loss().value(),
        causes.policies(move),
        causes.dwell(move),
        move.reason(),
        move.alternatives().stream()
            .map(
                other ->
                    new DecisionRecord.Spared(
                        other.node(),
                        other.from().name(),
                        other.disruption(),
                        other.loss().value()))
            .toList(),
        startedShifts.get(move.node()));
  }

  private static @Nullable String name(@Nullable WorkloadClass lender) {
    return lender == null ? null : lender.name();
  }

  private List<DecisionRecord.Victim> victims() {
    Map<String, Disruption> disruptions = new LinkedHashMap<>();
    Map<String, Integer> taken = new TreeMap<>();
    for (Move move : decision.plan().moves()) {
      if (hasNotStarted(move)) {
        continue;
      }
      for (String gang : move.gangs()) {
        disruptions.merge(
            gang, move.disruption(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        taken.merge(gang, 1, Integer::sum);
      }
    }
    List<DecisionRecord.Victim> result = new ArrayList<>();
    disruptions.forEach(
        (name, disruption) ->
            snapshot
                .gang(name)
                .map(gang -> victim(gang, disruption, Objects.requireNonNull(taken.get(name))))
                .ifPresent(result::add));
    return result;
  }

  /** Whether it was to start, which its pool lets moves do, and could not. */
  private boolean hasNotStarted(Move move) {
    return snapshot.pool(move.pool()).mode() == Mode.ENFORCE
        && !startedShifts.containsKey(move.node());
  }

  private DecisionRecord.Victim victim(Gang gang, Disruption disruption, int taken) {
    GpuHours lost =
        disruption == Disruption.SHRINK
            ? gang.lossIfShrunk()
            : gang.lossIfPreempted(snapshot.time());
    return new DecisionRecord.Victim(
        gang.name(),
        gang.workloadClass().name(),
        disruption,
        gang.placements().size(),
        taken,
        gang.gpus(),
        lost.value(),
        gang.lastSafePoint());
  }
}
