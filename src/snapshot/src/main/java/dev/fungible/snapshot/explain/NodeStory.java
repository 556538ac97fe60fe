package dev.fungible.snapshot.explain;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.DecisionText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who holds a node, since when, why it last moved, and what is wanted of it next. */
public final class NodeStory {

  private final Known known;
  private final String name;
  private final Optional<Known.Started> last;
  private final @Nullable GpuNode node;

  private NodeStory(Known known, String name) {
    this.known = known;
    this.name = name;
    ClusterSnapshot snapshot = known.snapshot();
    node = snapshot == null ? null : snapshot.node(name).orElse(null);
    last = known.started(move -> move.node().equals(name), 1).stream().findFirst();
  }

  /**
   * The answer as text that ends with a line feed.
   *
   * @throws UnknownName if no such node is known
   */
  public static String of(Known known, String name, int width) {
    if (!known.nodeNames().contains(name)) {
      throw new UnknownName("node", name, known.nodeNames());
    }
    return new NodeStory(known, name).text(width);
  }

  private String text(int width) {
    String pool = pool();
    Story story = new Story(headline(pool), width);
    story.with("Under way", underWay());
    story.with("Runs", gangs(), "");
    story.with("Last move", lastMove()).with("Price", price()).with("Ended", ended());
    story.with("Planned", planned());
    known
        .latest()
        .map(Wants::new)
        .ifPresentOrElse(
            wants ->
                story
                    .with(
                        "Wanted next",
                        wants.of(pool),
                        "nothing: each class has what it was granted")
                    .with("Against it", wants.againstMovesIn(pool), "nothing stands against a move")
                    .with("By", wants.asOf()),
            () -> story.with("Wanted next", "not known: no decision is recorded"));
    return story.text();
  }

  private String pool() {
    if (node != null) {
      return node.pool();
    }
    return last.map(started -> started.move().pool())
        .or(() -> plannedMove().map(DecisionRecord.Moved::pool))
        .orElse("");
  }

  private String headline(String pool) {
    String of = name + (pool.isEmpty() ? "" : " of pool " + pool);
    if (node != null) {
      String lent = node.lender() == null ? "" : ", on loan from " + node.lender();
      String sick = node.condition().healthy() ? "" : "; it is not healthy";
      return of + " is held by " + node.holder() + " since " + since(node) + lent + sick;
    }
    return last.map(started -> of + " was last given to " + holder(started.move()))
        .orElse(of + " has not moved in these records");
  }

  private static String since(GpuNode node) {
    Shift shift = node.shift();
    return (shift == null ? node.since() : shift.startedAt()).toString();
  }

  private String holder(DecisionRecord.Moved move) {
    return end(move)
        .filter(ended -> ended.phase() != ShiftPhase.DONE)
        .map(ended -> move.from() + ", to which it went back at " + ended.endedAt())
        .orElse(move.to());
  }

  private String underWay() {
    Shift shift = node == null ? null : node.shift();
    if (shift != null) {
      return "from "
          + shift.from()
          + " to "
          + shift.to()
          + ", "
          + shift.phase()
          + " since "
          + shift.phaseSince()
          + ": "
          + shift.reason();
    }
    return node == null && last.isPresent() && end(last.get().move()).isEmpty()
        ? "the last move; its end is not in these records"
        : "";
  }

  private List<String> gangs() {
    ClusterSnapshot snapshot = known.snapshot();
    return snapshot == null
        ? List.of()
        : snapshot.gangsOn(name).stream()
            .map(
                (Gang gang) ->
                    gang.name()
                        + " on "
                        + gang.placements().size()
                        + " nodes, "
                        + gang.gpus()
                        + " GPUs in all")
            .toList();
  }

  private String lastMove() {
    if (last.isPresent()) {
      DecisionRecord.Moved move = last.get().move();
      String by = move.policies().isEmpty() ? "" : String.join(", ", move.policies()) + ", ";
      return last.get().time()
          + " from "
          + move.from()
          + " to "
          + move.to()
          + " ("
          + by
          + move.tier()
          + "): "
          + move.reason();
    }
    return finished()
        .map(
            done ->
                done.shift().startedAt()
                    + " from "
                    + done.shift().from()
                    + " to "
                    + done.shift().to()
                    + " ("
                    + done.shift().tier()
                    + "): "
                    + done.shift().reason())
        .orElse(node == null ? "" : "none is known");
  }

  private Optional<FinishedShift> finished() {
    ClusterSnapshot snapshot = known.snapshot();
    return snapshot == null ? Optional.empty() : snapshot.lastShiftOf(name);
  }

  private String price() {
    return last.map(started -> price(started.move()))
        .or(() -> finished().map(done -> lost(done.shift().lostGpuHours())))
        .orElse("");
  }

  private static String price(DecisionRecord.Moved move) {
    String gangs = String.join(", ", move.gangs());
    return switch (move.disruption()) {
      case IDLE -> "none: it was idle";
      case SHRINK -> "shrank " + gangs + "; " + lost(move.lostGpuHours());
      case PREEMPT -> "preempted " + gangs + "; " + lost(move.lostGpuHours());
    };
  }

  private static String lost(double gpuHours) {
    return String.format(Locale.ROOT, "an estimated %.2f GPU-hours lost", gpuHours);
  }

  private String ended() {
    return last.flatMap(started -> end(started.move()))
        .map(
            ended ->
                ended.phase()
                    + " at "
                    + ended.endedAt()
                    + (ended.phase() == ShiftPhase.DONE ? "" : ": " + ended.reason()))
        .or(() -> last.isPresent() ? Optional.empty() : finished().map(NodeStory::ended))
        .orElse("");
  }

  private static String ended(FinishedShift done) {
    return done.shift().phase() + " at " + done.finishedAt();
  }

  private Optional<DecisionRecord.Ended> end(DecisionRecord.Moved move) {
    String shift = move.shift();
    return shift == null ? Optional.empty() : known.end(shift);
  }

  private Optional<DecisionRecord.Moved> plannedMove() {
    return known.latest().stream()
        .flatMap(decision -> decision.moves().stream())
        .filter(move -> move.node().equals(name) && !move.isStarted())
        .findFirst();
  }

  private String planned() {
    return plannedMove()
        .map(
            move ->
                "the plan moves it to "
                    + move.to()
                    + ", which has not started, as in a pool in mode Observe: "
                    + move.reason()
                    + "; instead of it: "
                    + String.join(
                        ", ", move.alternatives().stream().map(DecisionText::of).toList()))
        .orElse("");
  }
}
