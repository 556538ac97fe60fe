package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.WorkloadClass;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds up GPU time from cycle to cycle: what was seen holds until the next look, up to {@link
 * #HOLDS}; more time than that between two looks counts for nothing at all, capacity included. So
 * the parts add up to the whole. Not for concurrent use, except by scrapes.
 */
public final class GpuTimeMetrics implements CycleListener {

  /** Ten times as long as the shipped configuration leaves between two cycles. */
  static final Duration HOLDS = Duration.ofMinutes(5);

  private final MeterRegistry registry;
  private final Predicate<ClusterSnapshot> trusts;
  private @Nullable Seen last;

  private record Seen(Instant time, GpuCensus census, Map<WorkloadClass, Double> wanted) {}

  /**
   * Counts there, from the first cycle on.
   *
   * @param trusts whether a snapshot tells what is; time in which none does counts for nothing
   */
  public GpuTimeMetrics(MeterRegistry registry, Predicate<ClusterSnapshot> trusts) {
    this.registry = registry;
    this.trusts = trusts;
  }

  @Override
  public void onCycle(CycleReport report) {
    ClusterSnapshot snapshot = report.snapshot();
    if (!trusts.test(snapshot)) {
      last = null;
      return;
    }
    Seen seen = new Seen(snapshot.time(), new GpuCensus(snapshot), wanted(snapshot));
    Seen before = last;
    if (before != null) {
      count(before, secondsBetween(before.time, seen.time));
    }
    // Each series begins at 0: what a counter shows first is in no rate.
    count(seen, 0);
    last = seen;
  }

  private static double secondsBetween(Instant from, Instant to) {
    Duration passed = Duration.between(from, to);
    // A clock that was set back, or a pause of which nothing is known.
    boolean known = !passed.isNegative() && passed.compareTo(HOLDS) <= 0;
    return known ? passed.toNanos() / 1e9 : 0;
  }

  private static Map<WorkloadClass, Double> wanted(ClusterSnapshot snapshot) {
    Map<WorkloadClass, Double> wanted = new TreeMap<>();
    for (Demand demand : snapshot.demands()) {
      wanted.merge(demand.workloadClass(), demand.wanted().value(), Double::sum);
    }
    return wanted;
  }

  private void count(Seen seen, double seconds) {
    add("fungible.observed.seconds", "Time that the counters cover", Tags.empty(), seconds);
    seen.census
        .capacity()
        .forEach(
            (pool, gpus) ->
                add(
                    "fungible.capacity.gpu.seconds",
                    "GPU-seconds that the pool had",
                    Tags.of("pool", pool),
                    gpus * seconds));
    seen.census
        .cells()
        .forEach(
            (cell, gpus) ->
                add(
                    "fungible.gpu.seconds",
                    "GPU-seconds by the class of the node and what the GPU did",
                    Tags.of("pool", cell.pool(), "class", cell.workloadClass())
                        .and("state", cell.state().label()),
                    gpus * seconds));
    seen.census
        .loans()
        .forEach(
            (loan, gpus) ->
                add(
                    "fungible.borrowed.gpu.seconds",
                    "GPU-seconds that gangs held on nodes which their class borrowed",
                    Tags.of("pool", loan.pool(), "class", loan.workloadClass())
                        .and("lender", loan.lender()),
                    gpus * seconds));
    seen.wanted.forEach((of, gpus) -> countService(seen.census, of.name(), gpus, seconds));
  }

  private void countService(GpuCensus census, String of, double wanted, double seconds) {
    Tags labels = Tags.of("class", of);
    double unmet = Math.max(0, wanted - census.working(of));
    add(
        "fungible.demand.gpu.seconds",
        "GPU-seconds that a serving class wanted",
        labels,
        wanted * seconds);
    add(
        "fungible.unmet.gpu.seconds",
        "GPU-seconds that a serving class wanted and did not have",
        labels,
        unmet * seconds);
    add(
        "fungible.unmet.seconds",
        "Time in which a serving class had less than it wanted",
        labels,
        unmet > 0 ? seconds : 0);
  }

  private void add(String name, String description, Tags labels, double amount) {
    Counter.builder(name)
        .description(description)
        .tags(labels)
        .register(registry)
        .increment(amount);
  }
}
