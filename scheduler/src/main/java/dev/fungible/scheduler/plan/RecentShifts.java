package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The shifts of a pool that budgets count. */
final class RecentShifts {

  private RecentShifts() {}

  /** Those of nodes now in the pool that started after that instant, whatever became of them. */
  static List<Shift> startedAfter(Instant since, NodePool pool, ClusterSnapshot snapshot) {
    List<Shift> result = new ArrayList<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null && node.pool().equals(pool.name()) && shift.startedAt().isAfter(since)) {
        result.add(shift);
      }
    }
    for (FinishedShift finished : snapshot.finishedShifts().reversed()) {
      if (!finished.finishedAt().isAfter(since)) {
        // The others ended even earlier, and began earlier still.
        break;
      }
      if (finished.shift().startedAt().isAfter(since) && isOf(pool, finished, snapshot)) {
        result.add(finished.shift());
      }
    }
    return result;
  }

  private static boolean isOf(NodePool pool, FinishedShift finished, ClusterSnapshot snapshot) {
    return snapshot
        .node(finished.shift().node())
        .filter(node -> node.pool().equals(pool.name()))
        .isPresent();
  }
}
