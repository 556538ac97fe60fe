package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.WorkloadClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Shows what classes want and what waits, as the last cycle saw it. */
public final class DemandMetrics implements CycleListener {

  private final Tally demand;
  private final Tally gangs;
  private final Tally gpus;
  private final Tally oldest;

  /** Shows it there, from the first cycle on. */
  public DemandMetrics(MeterRegistry registry) {
    demand = new Tally(registry, "fungible.demand.gpus", "GPUs that a class wants now");
    gangs = new Tally(registry, "fungible.pending.gangs", "Gangs that wait for GPUs");
    gpus = new Tally(registry, "fungible.pending.gpus", "GPUs that waiting gangs need");
    oldest =
        new Tally(
            registry,
            "fungible.pending.oldest.seconds",
            "How long the gang that waits longest has waited");
  }

  @Override
  public void onCycle(CycleReport report) {
    ClusterSnapshot snapshot = report.snapshot();
    Map<WorkloadClass, Instant> first = new HashMap<>();
    for (PendingGang gang : snapshot.pending()) {
      addPending(gang.workloadClass(), 1, gang.gpus());
      first.merge(gang.workloadClass(), gang.since(), (a, b) -> a.isBefore(b) ? a : b);
    }
    for (WorkloadClass of : snapshot.classes()) {
      addPending(of, 0, 0);
      if (!snapshot.demands().isEmpty()) {
        // Without any, nobody knows what is wanted, and nothing is what that looks like.
        demand.add(0, labels(of));
      }
      Instant since = first.getOrDefault(of, snapshot.time());
      double waits = Duration.between(since, snapshot.time()).toMillis() / 1e3;
      oldest.add(Math.max(0, waits), labels(of));
    }
    for (Demand wanted : snapshot.demands()) {
      demand.add(wanted.wanted().value(), labels(wanted.workloadClass()));
    }
    demand.show();
    gangs.show();
    gpus.show();
    oldest.show();
  }

  private void addPending(WorkloadClass of, int number, int needed) {
    gangs.add(number, labels(of));
    gpus.add(needed, labels(of));
  }

  private static Tags labels(WorkloadClass of) {
    return Tags.of("class", of.name());
  }
}
