package dev.fungible.operator.serve;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.plan.Decision.PolicyFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Counts cycles, passes, and the steps and failures in them. For use by the thread of the loop, and
 * by any number of scrapes.
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
  private final MeterRegistry registry;
  private final Timer cycleTime;
  private final Counter cycleFailures;
  private final Counter passes;

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
    for (PolicyFailure failure : report.decision().failures()) {
      counter(
              "fungible.policy.failures",
              "Cycles in which a policy gave no bids because it threw",
              Tags.of("policy", failure.policy()))
          .increment();
    }
    report.steps().forEach(this::count);
  }

  @Override
  public void onPass(List<StepResult> steps) {
    passes.increment();
    steps.forEach(this::count);
  }

  private void count(StepResult step) {
    stepCounter(step.outcome()).increment();
  }

  private Counter stepCounter(StepResult.Outcome outcome) {
    return counter(
        "fungible.shift.steps",
        "Steps of shifts; stale ones saw an old view and are taken again",
        Tags.of("outcome", outcome.name().toLowerCase(Locale.ROOT)));
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }
}
