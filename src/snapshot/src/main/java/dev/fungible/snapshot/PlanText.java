package dev.fungible.snapshot;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A decision as text for people: what would happen, what would not, and the causes of both. */
public final class PlanText {

  /** A server of a calm cluster says about once a minute that nothing is new. */
  private static final Duration UNREMARKABLE = Duration.ofSeconds(90);

  private static final String INDENT = "  ";

  private final ClusterSnapshot snapshot;
  private final Decision decision;
  private final StringBuilder text = new StringBuilder();

  private PlanText(ClusterSnapshot snapshot, Decision decision) {
    this.snapshot = snapshot;
    this.decision = decision;
  }

  /**
   * The decision on that snapshot. A pure function; the text ends with a line feed and has no
   * characters that a terminal would act on.
   */
  public static String render(ClusterSnapshot snapshot, Decision decision) {
    return new PlanText(snapshot, decision).all();
  }

  private String all() {
    Plan plan = decision.plan();
    int heldBack = plan.rejections().stream().mapToInt(Rejection::nodes).sum();
    text.append("Plan of ").append(snapshot.time()).append(": ");
    text.append(count(plan.moves().size(), "move")).append(", ");
    text.append(count(plan.recalls().size(), "recall")).append(", ");
    text.append(count(heldBack, "node")).append(" held back\n");
    section("Problems", problems());
    section("Moves", moves());
    section("Recalls", recalls());
    heldBack();
    section(
        "Not granted",
        decision.allocation().shortfalls().stream()
            .map(DecisionRecords::unmet)
            .map(DecisionText::of)
            .toList());
    allocation();
    section(
        "Bids",
        decision.bids().stream().map(DecisionRecords::asked).map(DecisionText::of).toList());
    section("Signals", signals());
    return plain(text.toString());
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    Freshness freshness = snapshot.freshness();
    if (freshness.age().compareTo(UNREMARKABLE) > 0) {
      problems.add("the oldest part was seen " + freshness.age() + " before");
    }
    freshness.missing().forEach(part -> problems.add("missing: " + part));
    decision
        .failures()
        .forEach(failure -> problems.add("policy " + failure.policy() + ": " + failure.error()));
    return problems;
  }

  private List<String> moves() {
    TextTable table = new TextTable("lllll#ll");
    for (Move move : decision.plan().moves()) {
      String disruption = move.disruption().name().toLowerCase(Locale.ROOT);
      table.row(
          move.node(),
          poolName(snapshot.pool(move.pool())),
          move.from() + " -> " + move.to(),
          move.tier().name(),
          (disruption + " " + String.join(", ", move.gangs())).strip(),
          String.format(Locale.ROOT, "%.2f GPU-h", move.loss().value()),
          move.reason(),
          move.lender() == null ? "(owed to nobody)" : "(owed to " + move.lender() + ")");
    }
    return table.lines();
  }

  private List<String> recalls() {
    TextTable table = new TextTable("lll");
    for (Plan.Recall recall : decision.plan().recalls()) {
      table.row(recall.node(), "shift " + recall.shift(), recall.reason());
    }
    return table.lines();
  }

  /** What does not move, by what stands against it; the names in order. */
  private void heldBack() {
    SortedMap<String, List<Rejection>> byConstraint = new TreeMap<>();
    for (Rejection rejection : decision.plan().rejections()) {
      byConstraint
          .computeIfAbsent(rejection.constraint(), name -> new ArrayList<>())
          .add(rejection);
    }
    byConstraint.forEach(
        (constraint, rejections) -> {
          int nodes = rejections.stream().mapToInt(Rejection::nodes).sum();
          TextTable table = new TextTable("#lll");
          for (Rejection rejection : rejections) {
            table.row(
                Integer.toString(rejection.nodes()),
                poolName(snapshot.pool(rejection.pool())) + " -> " + rejection.to(),
                rejection.tier().name(),
                rejection.reason());
          }
          section("Held back by " + constraint + ", " + count(nodes, "node"), table.lines());
        });
  }

  private void allocation() {
    TextTable table = new TextTable("ll###");
    table.row("pool", "class", "held", "granted", "then");
    for (NodePool pool : snapshot.pools()) {
      for (WorkloadClass holder : snapshot.classes()) {
        int held = snapshot.heldNodes(pool.name(), holder);
        int granted = decision.allocation().granted(pool.name(), holder);
        int then = held + gain(pool.name(), holder);
        if (held > 0 || granted > 0 || then > 0) {
          table.row(poolName(pool), holder.name(), "" + held, "" + granted, "" + then);
        }
      }
    }
    section("Nodes", table.lines());
  }

  private int gain(String pool, WorkloadClass holder) {
    int gain = 0;
    for (Move move : decision.plan().moves()) {
      if (move.pool().equals(pool)) {
        gain += (move.to().equals(holder) ? 1 : 0) - (move.from().equals(holder) ? 1 : 0);
      }
    }
    return gain
        + decision.plan().recalls().stream()
            .flatMap(recall -> snapshot.node(recall.node()).stream())
            .filter(node -> node.pool().equals(pool))
            .flatMap(node -> Stream.ofNullable(node.shift()))
            .mapToInt(
                shift ->
                    (shift.from().equals(holder) ? 1 : 0) - (shift.to().equals(holder) ? 1 : 0))
            .sum();
  }

  private void section(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append('\n');
      lines.forEach(line -> text.append(INDENT).append(line).append('\n'));
    }
  }

  private List<String> signals() {
    TextTable table = new TextTable("l#l");
    for (Signal signal : snapshot.signals()) {
      TimeSeries samples = signal.samples();
      String last = samples.size() == 0 ? "-" : "" + samples.valueOf(samples.size() - 1);
      String when = signal.measuredAt().map(at -> "at " + at).orElse("never measured");
      String doubt = signal.doubtAt(snapshot.time());
      table.row(signal.name(), last, doubt.isEmpty() ? when : when + ", no number for now");
    }
    return table.lines();
  }

  /** The pool, and whether its plan is more than words. */
  private static String poolName(NodePool pool) {
    return pool.mode() == Mode.ENFORCE
        ? pool.name()
        : pool.name() + " (" + pool.mode().name().toLowerCase(Locale.ROOT) + ")";
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String plain(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> shown.appendCodePoint(c != '\n' && Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }
}
