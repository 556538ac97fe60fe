package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Shows what the last cycle wanted, which is not what is: that is {@link ClusterMetrics}. */
public final class PlanMetrics implements CycleListener {

  private final Tally moves;
  private final Tally rejections;

  /** Shows it there, from the first cycle on. */
  public PlanMetrics(MeterRegistry registry) {
    moves =
        new Tally(registry, "fungible.planned.moves", "Shifts that the last cycle chose to start");
    rejections =
        new Tally(
            registry,
            "fungible.rejected.nodes",
            "Nodes that were wanted in the last cycle and may not move, by what stands against it");
  }

  @Override
  public void onCycle(CycleReport report) {
    for (Move move : report.decision().plan().moves()) {
      moves.add(
          1, Tags.of("pool", move.pool(), "from", move.from().name(), "to", move.to().name()));
    }
    for (Rejection rejection : report.decision().plan().rejections()) {
      rejections.add(
          rejection.nodes(),
          Tags.of(
              "pool",
              rejection.pool(),
              "to",
              rejection.to().name(),
              "constraint",
              rejection.constraint()));
    }
    moves.show();
    rejections.show();
  }
}
