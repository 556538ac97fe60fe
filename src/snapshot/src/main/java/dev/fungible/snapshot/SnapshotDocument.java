package dev.fungible.snapshot;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.Usage;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a snapshot file, in their order. Where nothing is known of past use, or there are no
 * signals, as in files of older releases, that key is left out.
 */
record SnapshotDocument(
    Instant time,
    Freshness freshness,
    Duration unlearnedLeadTime,
    String configuration,
    List<WorkloadClass> classes,
    List<NodePool> pools,
    List<GpuNode> nodes,
    List<Gang> gangs,
    List<PendingGang> pending,
    List<Demand> demands,
    @Nullable List<Usage> usage,
    @Nullable List<Signal> signals,
    List<FinishedShift> finishedShifts) {

  static SnapshotDocument of(SnapshotFile file) {
    ClusterSnapshot snapshot = file.snapshot();
    return new SnapshotDocument(
        snapshot.time(),
        snapshot.freshness(),
        snapshot.leadTimes().unlearned(),
        file.configuration(),
        snapshot.classes(),
        snapshot.pools(),
        list(snapshot.nodes()),
        list(snapshot.gangs()),
        snapshot.pending(),
        snapshot.demands(),
        snapshot.usage().isEmpty() ? null : snapshot.usage(),
        snapshot.signals().isEmpty() ? null : snapshot.signals(),
        snapshot.finishedShifts());
  }

  /**
   * What was written.
   *
   * @throws IllegalArgumentException if two things have one name, or a node is of an unknown pool
   */
  SnapshotFile toFile() {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(time)
            .freshness(freshness)
            .unlearnedLeadTime(unlearnedLeadTime)
            .classes(classes)
            .pools(pools)
            .nodes(nodes)
            .gangs(gangs)
            .pending(pending)
            .demands(demands)
            .usage(usage == null ? List.of() : usage)
            .signals(signals == null ? List.of() : signals)
            .finishedShifts(finishedShifts)
            .build();
    return new SnapshotFile(snapshot, configuration);
  }

  private static <T> List<T> list(Iterable<T> items) {
    List<T> result = new ArrayList<>();
    items.forEach(result::add);
    return result;
  }
}
