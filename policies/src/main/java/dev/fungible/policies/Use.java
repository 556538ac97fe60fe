package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class can use now, and no more: a serving class the highest demand of the last half hour,
 * a batch class its running and waiting gangs.
 *
 * @param workloadClass the class
 * @param pools that count, any mix of them, not empty
 * @param nodes how many
 */
record Use(WorkloadClass workloadClass, List<String> pools, int nodes) {

  private static final Duration WINDOW = Duration.ofMinutes(30);

  /** Of each class, in the order of classes; a serving class has one for each demand. */
  static List<Use> all(ClusterSnapshot snapshot) {
    List<Use> result = new ArrayList<>();
    for (WorkloadClass of : snapshot.classes()) {
      if (of.isServing()) {
        for (Demand demand : snapshot.demands()) {
          if (demand.workloadClass().equals(of) && !demand.pools().isEmpty()) {
            int nodes =
                Levels.nodesFor(Levels.highest(demand, WINDOW, snapshot), demand.pools(), snapshot);
            result.add(new Use(of, demand.pools(), nodes));
          }
        }
      } else {
        List<String> pools = Levels.poolsFor(of, snapshot);
        if (!pools.isEmpty()) {
          result.add(new Use(of, pools, BatchNeed.of(of, pools, snapshot).nodes(snapshot)));
        }
      }
    }
    return result;
  }
}
