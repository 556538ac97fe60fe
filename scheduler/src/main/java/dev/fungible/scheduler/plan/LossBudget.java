package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.Tier;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * GPU-hours that shifts of one pool which start within an hour may lose, while a plan is made. What
 * any tier loses is counted; only tiers that must pay are held up by it.
 */
final class LossBudget {

  static final String NAME = "loss-budget";

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final double TOLERANCE = 1e-9;

  private final double whole;
  private double left;
  private int refusals;

  /**
   * What is left of the budget.
   *
   * @param share of the GPU-hours that the pool has in an hour; null for no limit
   */
  LossBudget(@Nullable Double share, NodePool pool, ClusterSnapshot snapshot) {
    if (share == null) {
      whole = Double.POSITIVE_INFINITY;
      left = whole;
      return;
    }
    whole = share * snapshot.nodesOf(pool.name()).size() * pool.gpusPerNode();
    left = whole;
    for (Shift shift : RecentShifts.startedAfter(snapshot.time().minus(WINDOW), pool, snapshot)) {
      left -= shift.lostGpuHours();
    }
  }

  /** Whether moves of that tier may lose so much more. */
  boolean allows(Tier tier, double loss) {
    boolean allowed = !tier.mustPay() || loss <= 0 || loss <= left + TOLERANCE;
    refusals += allowed ? 0 : 1;
    return allowed;
  }

  /** Counts what a planned move loses. */
  void take(double loss) {
    left -= loss;
  }

  /** How often it did not allow what was asked for. */
  int refusals() {
    return refusals;
  }

  /** Why no more may be lost, for people. */
  String reason() {
    return String.format(
        Locale.ROOT,
        "%.1f of the %.1f GPU-hours that may be lost within %s are left",
        Math.max(0, left),
        whole,
        WINDOW);
  }
}
