package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Signal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows signals as the last cycle saw them, and counts queries that gave no number. Only signals of
 * the configuration have series. Safe for use by several threads.
 */
public final class SignalMetrics implements CycleListener {

  private final MeterRegistry registry;
  private final Tally ages;
  private final Tally values;
  private final Tally usable;
  private final Map<String, Counter> failures = new ConcurrentHashMap<>();

  /** Shows them there. */
  public SignalMetrics(MeterRegistry registry) {
    this.registry = registry;
    ages = new Tally(registry, "fungible.signal.age.seconds", "How old the latest number is");
    values = new Tally(registry, "fungible.signal.value", "The latest number, however old");
    usable =
        new Tally(registry, "fungible.signal.usable", "1 if it may be decided by, 0 if in doubt");
  }

  /** Counts a query of that signal which gave no number. */
  public void failed(String signal) {
    failures.computeIfAbsent(signal, this::counter).increment();
  }

  @Override
  public void onCycle(CycleReport report) {
    ClusterSnapshot snapshot = report.snapshot();
    Set<String> there = new HashSet<>();
    for (Signal signal : snapshot.signals()) {
      Tags tags = Tags.of("signal", signal.name());
      signal
          .measuredAt()
          .ifPresent(
              at -> {
                ages.add(Duration.between(at, snapshot.time()).toMillis() / 1e3, tags);
                values.add(signal.samples().valueOf(signal.samples().size() - 1), tags);
              });
      usable.add(signal.valueAt(snapshot.time()).isPresent() ? 1 : 0, tags);
      failures.computeIfAbsent(signal.name(), this::counter);
      there.add(signal.name());
    }
    ages.show();
    values.show();
    usable.show();
    forgetAllBut(there);
  }

  private void forgetAllBut(Set<String> there) {
    failures.forEach(
        (signal, counter) -> {
          if (!there.contains(signal) && failures.remove(signal, counter)) {
            registry.remove(counter);
          }
        });
  }

  private Counter counter(String signal) {
    return Counter.builder("fungible.signal.failures")
        .description("Queries that gave no number")
        .tags("signal", signal)
        .register(registry);
  }
}
