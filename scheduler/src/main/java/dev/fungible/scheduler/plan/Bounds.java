package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What classes keep, and what they may not pass, over all pools while a plan is made. A class whose
 * grants of a higher tier are not met yet, here or in another pool, gives nothing to a lower tier:
 * nodes on their way to it do not serve it.
 */
final class Bounds {

  private final SortedMap<WorkloadClass, Totals> classes = new TreeMap<>();

  Bounds(ClusterSnapshot snapshot, Allocation allocation, Holdings holdings, Limits limits) {
    for (WorkloadClass workloadClass : snapshot.classes()) {
      Totals totals = new Totals(limits.min(workloadClass), limits.max(workloadClass));
      totals.held = holdings.held(workloadClass);
      totals.atRest = holdings.atRest(workloadClass);
      classes.put(workloadClass, totals);
    }
    for (Grant grant : allocation.grants()) {
      Totals totals = classes.get(grant.workloadClass());
      if (totals != null) {
        totals.granted.merge(grant.tier(), grant.nodes(), Integer::sum);
      }
    }
  }

  /** Nodes that the class can still give to a receiver of that tier. */
  int mayGive(WorkloadClass donor, Tier receiving) {
    Totals totals = classes.get(donor);
    if (totals == null) {
      return 0;
    }
    int kept = 0;
    for (Map.Entry<Tier, Integer> granted : totals.granted.entrySet()) {
      kept += granted.getKey().compareTo(receiving) < 0 ? granted.getValue() : 0;
    }
    return Math.max(0, totals.atRest - Math.max(kept, totals.min));
  }

  /** Nodes that the class can still take before it reaches its ceiling. */
  int mayTake(WorkloadClass receiver) {
    Totals totals = classes.get(receiver);
    return totals == null ? 0 : Math.max(0, totals.max - totals.held);
  }

  /** Counts a planned move. */
  void moved(WorkloadClass from, WorkloadClass to) {
    Totals donor = classes.get(from);
    Totals receiver = classes.get(to);
    if (donor != null && receiver != null) {
      donor.atRest--;
      donor.held--;
      receiver.held++;
    }
  }

  private static final class Totals {

    private final int min;
    private final int max;
    private final Map<Tier, Integer> granted = new EnumMap<>(Tier.class);
    private int held;
    private int atRest;

    private Totals(int min, int max) {
      this.min = min;
      this.max = max;
    }
  }
}
