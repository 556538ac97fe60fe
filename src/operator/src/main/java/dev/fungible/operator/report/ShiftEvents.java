package dev.fungible.operator.report;

import dev.fungible.operator.view.Keys;
import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.scheduler.plan.Move;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells in Events on the nodes which shifts start, finish, roll back and fail, and why. Not for
 * concurrent use.
 */
public final class ShiftEvents implements CycleListener {

  private final Consumer<Notice> events;
  private final Function<String, Optional<String>> uidOfNode;

  /** What the cluster last refused, by shift: why a node does not become empty in time. */
  private final Map<String, String> refusals = new TreeMap<>();

  private final Set<String> ended = new TreeSet<>();

  /**
   * Events about the nodes of this cluster.
   *
   * @param events where they are published; must neither wait nor throw
   * @param uidOfNode the uid of the node of a name, where it is known
   */
  public ShiftEvents(Consumer<Notice> events, Function<String, Optional<String>> uidOfNode) {
    this.events = events;
    this.uidOfNode = uidOfNode;
  }

  @Override
  public void onCycle(CycleReport report) {
    Map<String, Move> moves = new TreeMap<>();
    report.decision().plan().moves().forEach(move -> moves.put(move.node(), move));
    for (StepResult step : report.steps()) {
      Shift shift = step.shift();
      if (step.before() == null && step.succeeded()) {
        String message = started(shift, moves.get(shift.node()));
        publish(shift, Notice.Severity.NORMAL, "ShiftStarted", message);
      } else {
        tell(step);
      }
    }
    forgetAllBut(report.snapshot());
  }

  @Override
  public void onPass(List<StepResult> steps) {
    steps.forEach(this::tell);
  }

  private void tell(StepResult step) {
    Shift shift = step.shift();
    if (step.outcome() == StepResult.Outcome.FAILED) {
      refusals.put(shift.id(), plain(step.error()));
    }
    // A former process may have ended between the last record of a shift and its Event.
    boolean end = step.succeeded() && shift.phase().isTerminal() && ended.add(shift.id());
    if (!step.entered() && !end) {
      return;
    }
    switch (shift.phase()) {
      case DONE -> publish(shift, Notice.Severity.NORMAL, "ShiftFinished", finished(shift));
      case ROLLED_BACK ->
          publish(shift, Notice.Severity.NORMAL, "ShiftRolledBack", rolledBack(shift));
      case FAILED -> publish(shift, Notice.Severity.WARNING, "ShiftFailed", failed(shift));
      default -> {}
    }
    if (shift.phase().isTerminal()) {
      refusals.remove(shift.id());
    }
  }

  /** A node may vanish with its shift. */
  private void forgetAllBut(ClusterSnapshot snapshot) {
    Set<String> underWay = new TreeSet<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      underWay.add(Objects.requireNonNull(node.shift()).id());
    }
    refusals.keySet().retainAll(underWay);
    ended.retainAll(underWay);
  }

  private void publish(Shift shift, Notice.Severity severity, String reason, String message) {
    String uid = uidOfNode.apply(shift.node()).orElse(shift.node());
    ObjectReference node = ObjectReference.node(shift.node(), uid);
    events.accept(
        new Notice(node, severity, reason, "Shift", message, shift.id(), shift.phaseSince()));
  }

  private static String started(Shift shift, @Nullable Move move) {
    return fromTo(shift) + ": " + shift.reason() + (move == null ? "" : "; " + cost(move)) + ".";
  }

  private static String cost(Move move) {
    if (move.gangs().isEmpty()) {
      return "it is idle";
    }
    String verb = move.disruption() == Disruption.SHRINK ? "shrinks " : "stops ";
    return String.format(
        Locale.ROOT,
        "%s%s, which loses %.1f GPU-hours",
        verb,
        String.join(", ", move.gangs()),
        move.loss().value());
  }

  private static String finished(Shift shift) {
    return fromTo(shift) + " took " + took(shift) + ".";
  }

  private String rolledBack(Shift shift) {
    return "Stays in "
        + shift.from()
        + " after "
        + took(shift)
        + ": "
        + shift.reason()
        + lastRefusal(shift)
        + ".";
  }

  private String failed(Shift shift) {
    return fromTo(shift)
        + " was given up. "
        + shift.reason()
        + lastRefusal(shift)
        + ". Look at the node, then let it go on: kubectl annotate node "
        + shift.node()
        + " "
        + Keys.SHIFT
        + "-";
  }

  private String lastRefusal(Shift shift) {
    String refusal = refusals.getOrDefault(shift.id(), "");
    return refusal.isEmpty() || shift.reason().contains(refusal)
        ? ""
        : "; the cluster last refused: " + refusal;
  }

  private static String fromTo(Shift shift) {
    return "From " + shift.from() + " to " + shift.to();
  }

  private static Duration took(Shift shift) {
    return Duration.ofSeconds(Duration.between(shift.startedAt(), shift.phaseSince()).toSeconds());
  }

  /** Without the Java type that begins it, and the full stop that ends it. */
  private static String plain(String error) {
    return error.replaceFirst("^([\\w$]+\\.)+[\\w$]+: ", "").replaceFirst("\\.$", "");
  }
}
