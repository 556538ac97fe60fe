package dev.fungible.snapshot;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the records of cycles that decided anything: each that started a shift, turned one back
 * or saw one end; and those in which what is asked for, granted or refused has changed, of these at
 * most one a minute. A cluster at rest gives none. What passes do is told with the next cycle. Not
 * for concurrent use.
 */
public final class DecisionJournal implements CycleListener {

  private static final Duration PACE = Duration.ofMinutes(1);

  private final Supplier<Origin> origin;
  private final Consumer<DecisionRecord> records;
  private final List<Shift> recalled = new ArrayList<>();
  private final List<Shift> ended = new ArrayList<>();
  private final Set<String> told = new TreeSet<>();
  private long cycle;
  private @Nullable Wishes written;
  private @Nullable DecisionRecord latest;
  private Instant writtenAt = Instant.MIN;

  /**
   * A journal.
   *
   * @param origin who decides, and by what, at present
   * @param records where whole records go; must not throw
   */
  public DecisionJournal(Supplier<Origin> origin, Consumer<DecisionRecord> records) {
    this.origin = origin;
    this.records = records;
  }

  @Override
  public void onCycle(CycleReport report) {
    cycle++;
    report.steps().forEach(this::noteEnd);
    Wishes wishes = Wishes.of(report);
    Instant now = report.snapshot().time();
    boolean acted =
        !report.started().isEmpty()
            || isAnythingPending()
            || report.steps().stream().anyMatch(DecisionRecords::isTurnedBack);
    boolean news = !wishes.equals(written) && !writtenAt.isAfter(now.minus(PACE));
    if (acted || news) {
      handOn(DecisionRecords.of(report, origin.get(), cycle, recalled, ended));
      written = wishes;
      writtenAt = now;
    }
    forgetAllBut(report);
  }

  @Override
  public void onPass(List<StepResult> steps) {
    for (StepResult step : steps) {
      if (DecisionRecords.isTurnedBack(step)) {
        recalled.add(step.shift());
      }
      noteEnd(step);
    }
  }

  /**
   * Hands on, before this process ends, what passes have done since the last cycle: with the latest
   * decision once more, without what is told of it already. Nothing where there is none yet.
   */
  public void flush() {
    DecisionRecord before = latest;
    if (before != null && isAnythingPending()) {
      handOn(
          before.again(
              recalled.stream().map(DecisionRecords::recalled).toList(),
              ended.stream().map(DecisionRecords::ended).toList()));
    }
  }

  private void handOn(DecisionRecord decision) {
    records.accept(decision);
    latest = decision;
    recalled.clear();
    ended.clear();
  }

  private boolean isAnythingPending() {
    return !recalled.isEmpty() || !ended.isEmpty();
  }

  private void noteEnd(StepResult step) {
    Shift shift = step.shift();
    // What failed has no step that succeeds.
    boolean over = (step.entered() || step.succeeded()) && shift.phase().isTerminal();
    if (over && told.add(shift.id())) {
      ended.add(shift);
    }
  }

  private void forgetAllBut(CycleReport report) {
    Set<String> underWay = new TreeSet<>();
    report
        .snapshot()
        .shiftingNodes()
        .forEach(
            node -> {
              Shift shift = node.shift();
              if (shift != null) {
                underWay.add(shift.id());
              }
            });
    told.retainAll(underWay);
  }
}
