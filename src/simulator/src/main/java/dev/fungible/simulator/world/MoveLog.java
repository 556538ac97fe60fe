package dev.fungible.simulator.world;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.plan.Shortfall;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.simulator.result.MoveRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Keeps every move that started, with the decision behind it. */
final class MoveLog implements CycleListener {

  private static final Duration REVERSAL_WINDOW = Duration.ofMinutes(30);

  private final List<MoveRecord> moves = new ArrayList<>();
  private final Map<String, Shift> lastOfNode = new LinkedHashMap<>();
  private int reversals;

  List<MoveRecord> moves() {
    return moves;
  }

  /** Nodes that moved back to where they came from within the window. */
  int reversals() {
    return reversals;
  }

  @Override
  public void onCycle(CycleReport report) {
    if (report.started().isEmpty()) {
      return;
    }
    Decision decision = report.decision();
    List<String> bids = decision.bids().stream().map(MoveLog::text).toList();
    List<String> allocation =
        decision.allocation().grants().stream()
            .map(g -> g.tier() + " " + g.workloadClass() + ": " + g.nodes() + " of " + g.pool())
            .toList();
    List<String> rejections =
        Stream.concat(
                decision.allocation().shortfalls().stream().map(MoveLog::text),
                decision.plan().rejections().stream().map(MoveLog::text))
            .toList();
    Map<String, Move> byNode = new LinkedHashMap<>();
    decision.plan().moves().forEach(move -> byNode.put(move.node(), move));
    for (Shift shift : report.started()) {
      countReversal(shift);
      Move move = Objects.requireNonNull(byNode.get(shift.node()));
      moves.add(record(shift, move, bids, allocation, rejections));
    }
  }

  private static String text(Shortfall shortfall) {
    return shortfall.missing()
        + " of "
        + shortfall.wanted()
        + " nodes for "
        + shortfall.workloadClass()
        + " at "
        + shortfall.tier()
        + " not granted: "
        + shortfall.constraint();
  }

  private static String text(Rejection rejection) {
    return rejection.nodes()
        + " nodes for "
        + rejection.to()
        + " at "
        + rejection.tier()
        + " not moved: "
        + rejection.constraint()
        + ", "
        + rejection.reason();
  }

  private static String text(Bid bid) {
    return bid.policy()
        + " bids "
        + bid.nodes()
        + " nodes for "
        + bid.workloadClass()
        + " at "
        + bid.tier()
        + ": "
        + bid.reason();
  }

  private MoveRecord record(
      Shift shift, Move move, List<String> bids, List<String> allocation, List<String> rejections) {
    return new MoveRecord(
        moves.size() + 1,
        Duration.between(Instant.EPOCH, shift.startedAt()),
        move.node(),
        move.from().name(),
        move.to().name(),
        move.tier().name(),
        move.disruption().name(),
        move.gangs(),
        move.loss().value(),
        move.reason(),
        move.alternatives().stream().map(MoveLog::text).toList(),
        bids,
        allocation,
        rejections);
  }

  private static String text(Move.Alternative other) {
    return String.format(
        Locale.ROOT,
        "%s of %s (%s, loses %.2f GPU-hours)",
        other.node(),
        other.from(),
        other.disruption(),
        other.loss().value());
  }

  private void countReversal(Shift shift) {
    Shift last = lastOfNode.put(shift.node(), shift);
    if (last != null
        && last.from().equals(shift.to())
        && Duration.between(last.startedAt(), shift.startedAt()).compareTo(REVERSAL_WINDOW) <= 0) {
      reversals++;
    }
  }
}
