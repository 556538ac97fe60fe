package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.model.ClusterSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** All that is shown of what cycles see, decide and do, and does not depend on where they run. */
public final class EngineMetrics {

  private EngineMetrics() {}

  /**
   * Listeners that show it there.
   *
   * @param reversalWindow as {@link ShiftMetrics} takes it
   * @param poolOfNode as {@link ShiftMetrics} takes it
   * @param trusts as {@link GpuTimeMetrics} takes it
   */
  public static List<CycleListener> listeners(
      MeterRegistry registry,
      Supplier<Duration> reversalWindow,
      Function<String, Optional<String>> poolOfNode,
      Predicate<ClusterSnapshot> trusts) {
    return List.of(
        new ClusterMetrics(registry),
        new DemandMetrics(registry),
        new ForecastMetrics(registry),
        new TransitionMetrics(registry),
        new GpuTimeMetrics(registry, trusts),
        new ShiftMetrics(registry, reversalWindow, poolOfNode),
        new PlanMetrics(registry));
  }
}
