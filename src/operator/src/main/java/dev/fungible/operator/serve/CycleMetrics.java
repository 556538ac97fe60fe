package dev.fungible.operator.serve;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Decision.PolicyFailure;
import dev.fungible.scheduler.plan.Move;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts what cycles and passes did. For use by the thread of the loop, and by any number of
 * scrapes.
 */
public final class CycleMetrics implements CycleListener {

  private static final Duration[] CYCLE_BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };
  private static final Duration[] SHIFT_BUCKETS = {
    Duration.ofSeconds(10),
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
  private static final double SECONDS_OF_AN_HOUR = 3600;
  private static final String UNKNOWN = "unknown";

  private final MeterRegistry registry;
  private final Timer cycleTime;
  private final Counter cycleFailures;
  private final Counter passes;
  private Optional<ClusterSnapshot> latest = Optional.empty();

  /** Counts there, from 0. */
  public CycleMetrics(MeterRegistry registry) {
    this.registry = registry;
    cycleTime =
        Timer.builder("fungible.cycle")
            .description("How long full cycles took, observation and writes included")
            .serviceLevelObjectives(CYCLE_BUCKETS)
            .register(registry);
    cycleFailures =
        counter("fungible.cycle.failures", "Cycles that ended in an error", Tags.empty());
    passes = counter("fungible.passes", "Passes over the shifts under way", Tags.empty());
    for (StepResult.Outcome outcome : StepResult.Outcome.values()) {
      stepCounter(outcome);
    }
  }

  /** Runs a cycle and measures it; what it throws is counted and thrown on. */
  public CycleReport measure(Supplier<CycleReport> cycle) {
    long begun = System.nanoTime();
    try {
      CycleReport report = cycle.get();
      cycleTime.record(Duration.ofNanos(System.nanoTime() - begun));
      return report;
    } catch (RuntimeException e) {
      cycleFailures.increment();
      throw e;
    }
  }

  @Override
  public void onCycle(CycleReport report) {
    latest = Optional.of(report.snapshot());
    for (PolicyFailure failure : report.decision().failures()) {
      counter(
              "fungible.policy.failures",
              "Cycles in which a policy gave no bids because it threw",
              Tags.of("policy", failure.policy()))
          .increment();
    }
    countLosses(report);
    report.steps().forEach(this::count);
  }

  @Override
  public void onPass(List<StepResult> steps) {
    passes.increment();
    steps.forEach(this::count);
  }

  private void countLosses(CycleReport report) {
    Map<String, Move> moves = new HashMap<>();
    report.decision().plan().moves().forEach(move -> moves.put(move.node(), move));
    for (Shift shift : report.started()) {
      Move move = moves.get(shift.node());
      if (move != null) {
        counter(
                "fungible.shift.loss.gpu.seconds",
                "GPU-seconds that starting shifts were estimated to cost the gangs on their nodes",
                tagsOf(shift))
            .increment(move.loss().value() * SECONDS_OF_AN_HOUR);
      }
    }
  }

  private void count(StepResult step) {
    stepCounter(step.outcome()).increment();
    if (!step.entered()) {
      return;
    }
    Shift shift = step.shift();
    switch (shift.phase()) {
      case PENDING -> shiftCounter("started", "Shifts that started", shift).increment();
      case DONE -> {
        shiftCounter("finished", "Shifts whose node reached the receiver", shift).increment();
        record(shift);
      }
      case ROLLED_BACK ->
          shiftCounter("rolled.back", "Shifts whose node stayed with the donor", shift).increment();
      case FAILED -> shiftCounter("failed", "Shifts that a person must look at", shift).increment();
      default -> {}
    }
  }

  private void record(Shift shift) {
    Timer.builder("fungible.shift")
        .description("From the start of a shift to its end, for those that finished")
        .tags(tagsOf(shift))
        .serviceLevelObjectives(SHIFT_BUCKETS)
        .register(registry)
        .record(Duration.between(shift.startedAt(), shift.phaseSince()));
  }

  private Counter shiftCounter(String what, String description, Shift shift) {
    return counter("fungible.shifts." + what, description, tagsOf(shift));
  }

  private Counter stepCounter(StepResult.Outcome outcome) {
    return counter(
        "fungible.shift.steps",
        "Steps of shifts; stale ones saw an old view and are taken again",
        Tags.of("outcome", outcome.name().toLowerCase(Locale.ROOT)));
  }

  private Tags tagsOf(Shift shift) {
    String pool =
        latest.flatMap(seen -> seen.node(shift.node())).map(GpuNode::pool).orElse(UNKNOWN);
    return Tags.of("pool", pool, "from", shift.from().name(), "to", shift.to().name());
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }
}
