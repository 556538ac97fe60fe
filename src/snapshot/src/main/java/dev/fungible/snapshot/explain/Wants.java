package dev.fungible.snapshot.explain;

import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.DecisionText;
import java.util.ArrayList;
import java.util.List;

/** What one decision says of who wants what, and what stands against it. */
final class Wants {

  private final DecisionRecord decision;

  Wants(DecisionRecord decision) {
    this.decision = decision;
  }

  /** Classes that were granted more of the pool than they have with the moves that started. */
  List<String> of(String pool) {
    List<String> lines = new ArrayList<>();
    for (DecisionRecord.Held held : decision.allocation()) {
      int then = then(decision, held);
      if (held.pool().equals(pool) && held.granted() > then) {
        lines.add(
            held.workloadClass()
                + " should have "
                + held.granted()
                + " nodes of "
                + pool
                + " and has "
                + then
                + by(held));
      }
    }
    return lines;
  }

  private static String by(DecisionRecord.Held held) {
    List<String> shares =
        held.shares().stream()
            .map(
                share ->
                    share.tier()
                        + " "
                        + share.nodes()
                        + (share.policies().isEmpty()
                            ? ""
                            : " by " + String.join(", ", share.policies())))
            .toList();
    return shares.isEmpty() ? "" : " (" + String.join("; ", shares) + ")";
  }

  /** What was asked for this class. */
  List<String> bidsFor(String workloadClass) {
    return decision.bids().stream()
        .filter(bid -> bid.workloadClass().equals(workloadClass))
        .map(DecisionText::of)
        .toList();
  }

  /** What keeps classes from nodes of the pool. */
  List<String> againstMovesIn(String pool) {
    return decision.rejections().stream()
        .filter(rejected -> rejected.pool().equals(pool))
        .map(DecisionText::of)
        .toList();
  }

  /** What keeps this class from what was asked for it. */
  List<String> against(String workloadClass) {
    List<String> lines = new ArrayList<>();
    decision.shortfalls().stream()
        .filter(unmet -> unmet.workloadClass().equals(workloadClass))
        .map(DecisionText::of)
        .forEach(lines::add);
    decision.rejections().stream()
        .filter(rejected -> rejected.to().equals(workloadClass))
        .map(rejected -> "of " + rejected.pool() + ", " + DecisionText.of(rejected))
        .forEach(lines::add);
    return lines;
  }

  /** What a class has of each pool, and should have. */
  List<String> holdings(String workloadClass) {
    return decision.allocation().stream()
        .filter(held -> held.workloadClass().equals(workloadClass))
        .map(
            held ->
                held.pool()
                    + ": had "
                    + held.held()
                    + ", granted "
                    + held.granted()
                    + by(held)
                    + (held.then() == held.held() ? "" : ", then " + held.then()))
        .toList();
  }

  /** Who has the rest of the pools that a class bids for or is in. */
  List<String> others(String workloadClass) {
    List<String> pools = new ArrayList<>();
    decision.bids().stream()
        .filter(bid -> bid.workloadClass().equals(workloadClass))
        .forEach(bid -> pools.addAll(bid.pools()));
    decision.allocation().stream()
        .filter(held -> held.workloadClass().equals(workloadClass))
        .forEach(held -> pools.add(held.pool()));
    return decision.allocation().stream()
        .filter(held -> pools.contains(held.pool()))
        .filter(held -> !held.workloadClass().equals(workloadClass))
        .map(
            held ->
                held.pool()
                    + ": "
                    + held.workloadClass()
                    + " has "
                    + held.then()
                    + ", granted "
                    + held.granted()
                    + by(held))
        .toList();
  }

  /** Which decision it is. */
  String asOf() {
    return "the decision of "
        + decision.time()
        + (decision.leader() == null ? "" : " by " + decision.leader());
  }

  /** What the class has once what started has ended; plans that do not start change nothing. */
  static int then(DecisionRecord decision, DecisionRecord.Held of) {
    int nodes = of.then();
    for (DecisionRecord.Moved move : decision.moves()) {
      if (!move.isStarted() && move.pool().equals(of.pool())) {
        nodes -= move.to().equals(of.workloadClass()) ? 1 : 0;
        nodes += move.from().equals(of.workloadClass()) ? 1 : 0;
      }
    }
    return nodes;
  }
}
