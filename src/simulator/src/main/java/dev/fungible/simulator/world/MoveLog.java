package dev.fungible.simulator.world;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.snapshot.DecisionJournal;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the records of decisions, as an operator writes them, and counts reversals. */
final class MoveLog implements CycleListener {

  private static final Duration REVERSAL_WINDOW = Duration.ofMinutes(30);

  private final List<DecisionRecord> records = new ArrayList<>();
  private final DecisionJournal journal;
  private final Map<String, Shift> lastOfNode = new LinkedHashMap<>();
  private int reversals;

  /** A log of one row. */
  MoveLog(String row) {
    journal = new DecisionJournal(() -> Origin.simulated(row), records::add);
  }

  List<DecisionRecord> records() {
    return records;
  }

  /** Nodes that moved back to where they came from within the window. */
  int reversals() {
    return reversals;
  }

  @Override
  public void onCycle(CycleReport report) {
    journal.onCycle(report);
    report.started().forEach(this::countReversal);
  }

  @Override
  public void onPass(List<StepResult> steps) {
    journal.onPass(steps);
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
