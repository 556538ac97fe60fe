package dev.fungible.simulator.world;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.snapshot.DecisionText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    List<String> bids = decision.bids().stream().map(DecisionText::of).toList();
    List<String> allocation =
        decision.allocation().grants().stream().map(DecisionText::of).toList();
    List<String> rejections =
        Stream.concat(
                decision.allocation().shortfalls().stream().map(DecisionText::of),
                decision.plan().rejections().stream().map(DecisionText::of))
            .toList();
    Map<String, Move> byNode = new LinkedHashMap<>();
    decision.plan().moves().forEach(move -> byNode.put(move.node(), move));
    for (Shift shift : report.started()) {
      countReversal(shift);
      Move move = Objects.requireNonNull(byNode.get(shift.node()));
      moves.add(record(shift, move, bids, allocation, rejections));
    }
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
        move.alternatives().stream().map(DecisionText::of).toList(),
        bids,
        allocation,
        rejections);
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
