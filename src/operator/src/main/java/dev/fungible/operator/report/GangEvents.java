package dev.fungible.operator.report;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.DecisionRecords;
import dev.fungible.snapshot.Origin;
import dev.fungible.snapshot.VictimText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Tells the owners of gangs in Events, when their nodes begin to drain, that these are preempted or
 * shrunk: by whom, why, what is lost, and what has to happen before they come back. Once a gang and
 * decision, by whichever process leads then. Not for concurrent use.
 */
public final class GangEvents implements CycleListener {

  private static final int LONGEST_CAUSE = 400;
  private static final int NODES = 5;

  private final Consumer<Notice> events;
  private final Function<SortedSet<String>, Map<String, List<ObjectReference>>> ownersOf;

  /** What is to be told, by each of the shifts that may be the first to drain. */
  private final Map<String, List<Hit>> planned = new TreeMap<>();

  /** A gang that will be stopped or shrunk. */
  private record Hit(
      DecisionRecord.Victim victim,
      List<DecisionRecord.Moved> moves,
      List<ObjectReference> owners,
      Instant decidedAt) {}

  /**
   * Events about the owners of the gangs of this cluster.
   *
   * @param events where they are published; must neither wait nor throw
   * @param ownersOf what the pods of gangs belong to, by gang
   */
  public GangEvents(
      Consumer<Notice> events,
      Function<SortedSet<String>, Map<String, List<ObjectReference>>> ownersOf) {
    this.events = events;
    this.ownersOf = ownersOf;
  }

  /**
   * Goes on with what former leaders have decided and may not have told yet. What they have told is
   * told again on the same occasion, so that it stays one Event.
   *
   * @param decisions oldest first
   * @param isShifting whether a node of this name carries the record of a shift
   */
  public void resume(List<DecisionRecord> decisions, Predicate<String> isShifting) {
    for (DecisionRecord decision : decisions) {
      if (decision.started().stream().map(DecisionRecord.Moved::node).anyMatch(isShifting)) {
        plan(decision);
      }
    }
  }

  @Override
  public void onCycle(CycleReport report) {
    forgetAllBut(report);
    // A former leader may have ended between the record and the word.
    for (GpuNode node : report.snapshot().shiftingNodes()) {
      Shift shift = Objects.requireNonNull(node.shift());
      if (shift.drainingSince() != null) {
        tell(shift.id(), shift.drainingSince());
      }
    }
    if (!report.started().isEmpty()) {
      Origin origin = new Origin(Origin.OPERATOR, null, null, null);
      plan(DecisionRecords.of(report, origin, 0, List.of(), List.of()));
    }
    onPass(report.steps());
  }

  @Override
  public void onPass(List<StepResult> steps) {
    for (StepResult step : steps) {
      Shift shift = step.shift();
      if (step.entered() && shift.phase() == ShiftPhase.DRAINING) {
        tell(shift.id(), shift.phaseSince());
      }
    }
  }

  private void tell(String shift, Instant at) {
    List<Hit> hits = List.copyOf(planned.getOrDefault(shift, List.of()));
    hits.forEach(hit -> tell(hit, at));
    planned.values().forEach(waiting -> waiting.removeAll(hits));
  }

  private void plan(DecisionRecord decision) {
    Map<String, List<DecisionRecord.Moved>> moves = new TreeMap<>();
    for (DecisionRecord.Moved move : decision.started()) {
      for (String gang : move.gangs()) {
        moves.computeIfAbsent(gang, name -> new ArrayList<>()).add(move);
      }
    }
    if (moves.isEmpty()) {
      return;
    }
    Map<String, List<ObjectReference>> owners = ownersOf.apply(new TreeSet<>(moves.keySet()));
    for (DecisionRecord.Victim victim : decision.victims()) {
      List<DecisionRecord.Moved> taken = moves.getOrDefault(victim.gang(), List.of());
      List<ObjectReference> told = owners.getOrDefault(victim.gang(), List.of());
      Hit hit = new Hit(victim, taken, told, decision.time());
      for (DecisionRecord.Moved move : taken) {
        String shift = Objects.requireNonNull(move.shift());
        planned.computeIfAbsent(shift, id -> new ArrayList<>()).add(hit);
      }
    }
  }

  private void tell(Hit hit, Instant at) {
    boolean shrunk = hit.victim().disruption() == Disruption.SHRINK;
    String occasion = hit.victim().gang() + " " + hit.decidedAt();
    for (ObjectReference owner : hit.owners()) {
      events.accept(
          new Notice(
              owner,
              Notice.Severity.NORMAL,
              shrunk ? "GangShrunk" : "GangPreempted",
              shrunk ? "Shrink" : "Preempt",
              message(hit, shrunk),
              occasion,
              at));
    }
  }

  private static String message(Hit hit, boolean shrunk) {
    List<String> nodes = hit.moves().stream().map(DecisionRecord.Moved::node).limit(NODES).toList();
    String more = hit.moves().size() > NODES ? " and " + (hit.moves().size() - NODES) : "";
    String cause = EventBody.cut(VictimText.cause(hit.moves().getFirst()), LONGEST_CAUSE);
    return (shrunk ? "Shrunk " : "Preempted ")
        + cause
        + "; it leaves "
        + String.join(", ", nodes)
        + (more.isEmpty() ? "" : more + " more")
        + "; "
        + VictimText.loss(hit.victim())
        + ". "
        + VictimText.comeback(hit.victim(), hit.moves());
  }

  /** A node may vanish with its shift, and a shift turn back. */
  private void forgetAllBut(CycleReport report) {
    Set<String> underWay = new TreeSet<>();
    for (GpuNode node : report.snapshot().shiftingNodes()) {
      underWay.add(Objects.requireNonNull(node.shift()).id());
    }
    planned.keySet().retainAll(underWay);
  }
}
