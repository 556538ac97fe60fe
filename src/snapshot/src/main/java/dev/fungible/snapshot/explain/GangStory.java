package dev.fungible.snapshot.explain;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.VictimText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a gang runs or why it waits, and what was taken from it. */
public final class GangStory {

  private static final int NODES = 8;

  private final Known known;
  private final String name;
  private final Optional<Gang> running;
  private final Optional<PendingGang> waiting;
  private final Optional<Known.Hit> hit;

  private GangStory(Known known, String name) {
    this.known = known;
    this.name = name;
    ClusterSnapshot snapshot = known.snapshot();
    running = snapshot == null ? Optional.empty() : snapshot.gang(name);
    waiting =
        snapshot == null
            ? Optional.empty()
            : snapshot.pending().stream().filter(one -> one.name().equals(name)).findFirst();
    hit = known.lastHit(name);
  }

  /**
   * The answer as text that ends with a line feed.
   *
   * @param name the whole name, or what follows its last slash where one gang alone is called so
   * @throws UnknownName if no such gang is known, or several are
   */
  public static String of(Known known, String name, int width) {
    return new GangStory(known, resolved(known, name)).text(width);
  }

  private static String resolved(Known known, String name) {
    if (known.gangNames().contains(name)) {
      return name;
    }
    List<String> called =
        known.gangNames().stream().filter(gang -> gang.endsWith("/" + name)).toList();
    if (called.size() == 1) {
      return called.getFirst();
    }
    throw new UnknownName("gang", name, called.isEmpty() ? known.gangNames() : called);
  }

  private String text(int width) {
    Story story = new Story(headline(), width);
    running.ifPresent(gang -> story.with("At stake", stake(gang)));
    hit.ifPresent(
        last ->
            story
                .with("Last taken", taken(last))
                .with("Lost", VictimText.loss(last.victim()))
                .with("Turned back", turnedBack(last))
                .with("Comes back", comeback(last)));
    workloadClass().ifPresent(of -> whyItWaits(story, of));
    return story.text();
  }

  private String headline() {
    if (waiting.isPresent()) {
      PendingGang gang = waiting.get();
      return name
          + " waits for "
          + gang.gpus()
          + " GPUs of "
          + gang.workloadClass()
          + " since "
          + gang.since()
          + running.map(part -> "; a part of it runs on " + nodes(part)).orElse("");
    }
    if (running.isPresent()) {
      Gang gang = running.get();
      return name
          + " works for "
          + gang.workloadClass()
          + " on "
          + gang.gpus()
          + " GPUs since "
          + gang.startedAt()
          + ": "
          + nodes(gang);
    }
    return known.snapshot() == null
        ? hit.map(last -> name + " was " + verb(last.victim()) + " at " + last.time())
            .orElse(name + " was to be stopped or shrunk, and was not in these records")
        : name + " has no pods in the cluster now";
  }

  private static String nodes(Gang gang) {
    return shown(gang.placements().stream().map(Placement::node).toList());
  }

  private static String shown(List<String> nodes) {
    int more = nodes.size() - NODES;
    return String.join(", ", nodes.stream().limit(NODES).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  private String stake(Gang gang) {
    ClusterSnapshot snapshot = known.snapshot();
    if (snapshot == null || gang.doNotDisrupt()) {
      return "nothing: it asked never to be stopped";
    }
    String safe =
        gang.lastSafePoint() == null ? "" : "; its work was last safe at " + gang.lastSafePoint();
    return String.format(
        Locale.ROOT,
        "%.2f GPU-hours if it were stopped now%s",
        gang.lossIfPreempted(snapshot.time()).value(),
        safe);
  }

  private static String verb(DecisionRecord.Victim victim) {
    return victim.disruption() == Disruption.SHRINK ? "shrunk" : "preempted";
  }

  private static String taken(Known.Hit last) {
    return verb(last.victim())
        + " at "
        + last.time()
        + " "
        + VictimText.cause(last.moves().getFirst())
        + "; it left "
        + shown(last.moves().stream().map(DecisionRecord.Moved::node).toList());
  }

  private String turnedBack(Known.Hit last) {
    for (DecisionRecord.Moved move : last.moves()) {
      String shift = move.shift();
      Optional<DecisionRecord.Ended> end = shift == null ? Optional.empty() : known.end(shift);
      if (end.isPresent() && end.get().phase() != ShiftPhase.DONE) {
        return move.node() + " stayed with " + move.from() + ": " + end.get().reason();
      }
    }
    return "";
  }

  private String comeback(Known.Hit last) {
    boolean whole = running.isPresent() && waiting.isEmpty();
    if (whole && last.victim().disruption() == Disruption.PREEMPT) {
      Gang gang = running.orElseThrow();
      return gang.startedAt().isAfter(last.time())
          ? "it runs again since " + gang.startedAt()
          : "it has not been stopped, or not yet";
    }
    return VictimText.comeback(last.victim(), last.moves());
  }

  /** The class for which it waits; empty where it runs. */
  private Optional<String> workloadClass() {
    if (running.isPresent() && waiting.isEmpty()) {
      return Optional.empty();
    }
    return waiting
        .map(gang -> gang.workloadClass().name())
        .or(() -> hit.map(last -> last.victim().workloadClass()));
  }

  private void whyItWaits(Story story, String of) {
    known
        .latest()
        .map(Wants::new)
        .ifPresent(
            wants ->
                story
                    .with("Its class", wants.holdings(of), of + " had none and was granted none")
                    .with("Asked for", wants.bidsFor(of), "nobody asks for nodes for " + of)
                    .with(
                        "Why no more",
                        wants.against(of),
                        "nothing stands against what was asked for")
                    .with("By", wants.asOf()));
  }
}
