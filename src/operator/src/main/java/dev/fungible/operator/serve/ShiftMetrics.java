package dev.fungible.operator.serve;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of shifts, what they lost and how long they took. For use by the thread of the
 * loop, and by any number of scrapes.
 */
public final class ShiftMetrics implements CycleListener {

  private static final Duration[] WHOLE = {
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(2),
    Duration.ofMinutes(4),
    Duration.ofMinutes(6),
    Duration.ofMinutes(8),
    Duration.ofMinutes(10),
    Duration.ofMinutes(15),
    Duration.ofMinutes(30),
    Duration.ofHours(1)
  };
  private static final Duration[] ONE_PHASE = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(2),
    Duration.ofMinutes(5),
    Duration.ofMinutes(10),
    Duration.ofMinutes(20)
  };
  private static final double SECONDS_OF_AN_HOUR = 3600;
  private static final String UNKNOWN = "unknown";

  private final MeterRegistry registry;
  private final Supplier<Duration> reversalWindow;
  private final Function<String, Optional<String>> poolOfNode;
  private Optional<ClusterSnapshot> latest = Optional.empty();

  /**
   * Counts there, from 0.
   *
   * @param reversalWindow a shift back that starts within this time of the shift before is a
   *     reversal, as for the guardrail
   * @param poolOfNode the pool of the node of a name, where it is known: shifts of a former process
   *     may end before the first cycle
   */
  public ShiftMetrics(
      MeterRegistry registry,
      Supplier<Duration> reversalWindow,
      Function<String, Optional<String>> poolOfNode) {
    this.registry = registry;
    this.reversalWindow = reversalWindow;
    this.poolOfNode = poolOfNode;
  }

  @Override
  public void onCycle(CycleReport report) {
    latest = Optional.of(report.snapshot());
    report.snapshot().pools().forEach(pool -> beginAtZero(pool, report.snapshot().classes()));
    report.steps().stream().filter(StepResult::entered).forEach(this::count);
  }

  @Override
  public void onPass(List<StepResult> steps) {
    steps.stream().filter(StepResult::entered).forEach(this::count);
  }

  /** What a counter shows first is in no rate: the first roll-back would be seen by nobody. */
  private void beginAtZero(NodePool pool, List<WorkloadClass> classes) {
    for (WorkloadClass from : classes) {
      for (WorkloadClass to : classes) {
        if (!from.equals(to) && pool.suitabilityFor(from) > 0 && pool.suitabilityFor(to) > 0) {
          Tags labels = labels(from, to).and("pool", pool.name());
          for (Count count : Count.values()) {
            counter(count, labels);
          }
          whole(from, to);
        }
      }
    }
  }

  private void count(StepResult step) {
    Shift shift = step.shift();
    Tags labels = labels(shift.from(), shift.to()).and("pool", poolOf(shift));
    Shift before = step.before();
    if (before != null) {
      recordPhase(before, shift);
    }
    switch (shift.phase()) {
      case PENDING -> {
        counter(Count.STARTED, labels).increment();
        counter(Count.REVERSED, labels).increment(isReversal(shift) ? 1 : 0);
      }
      case DRAINING -> {
        double lost = newlyLost(before, shift);
        counter(Count.LOST, labels).increment(lost);
        counter(Count.PREEMPTING, labels).increment(lost > 0 ? 1 : 0);
      }
      case DONE -> {
        counter(Count.FINISHED, labels).increment();
        whole(shift.from(), shift.to())
            .record(Duration.between(shift.startedAt(), shift.phaseSince()));
      }
      case ROLLED_BACK -> counter(Count.ROLLED_BACK, labels).increment();
      case FAILED -> counter(Count.FAILED, labels).increment();
      default -> {}
    }
  }

  /** A node that was not empty after all is drained again, which was planned to lose nothing. */
  private static double newlyLost(@Nullable Shift before, Shift shift) {
    boolean again = before != null && before.drainingSince() != null;
    return again ? 0 : shift.lostGpuHours() * SECONDS_OF_AN_HOUR;
  }

  private boolean isReversal(Shift shift) {
    return latest.stream()
        .flatMap(seen -> seen.finishedShiftsOf(shift.node()).reversed().stream())
        .filter(FinishedShift::isDone)
        .map(FinishedShift::shift)
        .filter(done -> !done.id().equals(shift.id()))
        .findFirst()
        .filter(done -> done.from().equals(shift.to()) && done.to().equals(shift.from()))
        .map(done -> Duration.between(done.startedAt(), shift.startedAt()))
        .filter(apart -> apart.compareTo(reversalWindow.get()) <= 0)
        .isPresent();
  }

  private Timer whole(WorkloadClass from, WorkloadClass to) {
    return timer("fungible.shift", "From start to end, of the shifts that finished", WHOLE)
        .tags(labels(from, to))
        .register(registry);
  }

  private void recordPhase(Shift before, Shift shift) {
    if (shift.phase() == ShiftPhase.FAILED || before.phase().isTerminal()) {
      return;
    }
    timer("fungible.shift.phase", "Time in a phase, of the shifts that left it", ONE_PHASE)
        .tags(labels(shift.from(), shift.to()))
        .tag("phase", before.phase().name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(Duration.between(before.phaseSince(), shift.phaseSince()));
  }

  private static Timer.Builder timer(String name, String description, Duration[] buckets) {
    return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
  }

  private String poolOf(Shift shift) {
    return latest
        .flatMap(seen -> seen.node(shift.node()))
        .map(GpuNode::pool)
        .or(() -> poolOfNode.apply(shift.node()))
        .orElse(UNKNOWN);
  }

  private static Tags labels(WorkloadClass from, WorkloadClass to) {
    return Tags.of("from", from.name(), "to", to.name());
  }

  private Counter counter(Count count, Tags labels) {
    return Counter.builder(count.meter)
        .description(count.description)
        .tags(labels)
        .register(registry);
  }

  /** What is counted by pool and pair of classes. */
  private enum Count {
    STARTED("fungible.shifts.started", "Shifts whose first record was saved"),
    FINISHED("fungible.shifts.finished", "Shifts whose node reached the receiver"),
    ROLLED_BACK("fungible.shifts.rolled.back", "Shifts whose node stayed with the donor"),
    FAILED("fungible.shifts.failed", "Shifts that a person must look at"),
    REVERSED("fungible.shifts.reversed", "Shifts that started to undo the node's last one"),
    PREEMPTING("fungible.shifts.preempting", "Shifts that began to stop gangs at a loss"),
    LOST("fungible.shift.lost.gpu.seconds", "GPU-seconds of work that drains were planned to lose");

    private final String meter;
    private final String description;

    Count(String meter, String description) {
      this.meter = meter;
      this.description = description;
    }
  }
}
