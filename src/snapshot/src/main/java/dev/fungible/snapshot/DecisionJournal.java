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
 * most one a minute. A cluster at rest gives none. Not for concurrent use.
 */
public final class DecisionJournal implements CycleListener {

  private static final Duration PACE = Duration.ofMinutes(1);

  private final Supplier<Origin> origin;
  private final Consumer<DecisionRecord> records;
  private final List<Shift> ended = new ArrayList<>();
  private final Set<String> told = new TreeSet<>();
  private long cycle;
  private @Nullable Wishes written;
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
    onPass(report.steps());
    Wishes wishes = Wishes.of(report);
    Instant now = report.snapshot().time();
    boolean acted =
        !report.started().isEmpty()
            || !ended.isEmpty()
            || report.steps().stream().anyMatch(DecisionJournal::isTurnedBack);
    boolean news = !wishes.equals(written) && !writtenAt.isAfter(now.minus(PACE));
    if (acted || news) {
      records.accept(DecisionRecords.of(report, origin.get(), cycle, ended));
      written = wishes;
      writtenAt = now;
      ended.clear();
    }
    forgetAllBut(report);
  }

  @Override
  public void onPass(List<StepResult> steps) {
    for (StepResult step : steps) {
      Shift shift = step.shift();
      // What failed has no step that succeeds.
      boolean over = (step.entered() || step.succeeded()) && shift.phase().isTerminal();
      if (over && told.add(shift.id())) {
        ended.add(shift);
      }
    }
  }

  private static boolean isTurnedBack(StepResult step) {
    return step.entered() && step.shift().phase().isUndone();
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
