package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows how old and how complete the view is that decisions rest on. The age grows while no cycle
 * runs. Nothing is a number before the first one.
 */
public final class FreshnessMetrics implements CycleListener {

  private final Predicate<ClusterSnapshot> trusts;
  private final InstantSource time;
  private volatile @Nullable ClusterSnapshot latest;
  private volatile boolean trusted;

  /**
   * Shows it there.
   *
   * @param trusts whether the engine acts on a snapshot
   * @param time what the time is
   */
  public FreshnessMetrics(
      MeterRegistry registry, Predicate<ClusterSnapshot> trusts, InstantSource time) {
    this.trusts = trusts;
    this.time = time;
    Gauge.builder("fungible.snapshot.age", this, FreshnessMetrics::age)
        .description("Age of the oldest part of what was seen last")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
    Gauge.builder("fungible.snapshot.missing.parts", this, FreshnessMetrics::missing)
        .description("Parts of the cluster that the last cycle could not read")
        .strongReference(true)
        .register(registry);
    Gauge.builder("fungible.snapshot.trusted", this, FreshnessMetrics::trusted)
        .description("1 if the last cycle acted on what it saw, 0 if nothing moves for doubt")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void onCycle(CycleReport report) {
    trusted = trusts.test(report.snapshot());
    latest = report.snapshot();
  }

  private double age() {
    ClusterSnapshot seen = latest;
    if (seen == null) {
      return Double.NaN;
    }
    Duration since = Duration.between(seen.time(), time.instant());
    return seen.freshness().age().plus(since.isNegative() ? Duration.ZERO : since).toMillis() / 1e3;
  }

  private double missing() {
    ClusterSnapshot seen = latest;
    return seen == null ? Double.NaN : seen.freshness().missing().size();
  }

  private double trusted() {
    return latest == null ? Double.NaN : trusted ? 1 : 0;
  }
}
