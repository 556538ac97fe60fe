package dev.fungible.policies.baseline;

import dev.fungible.policies.Levels;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The bids of batch classes in the baselines: whatever serving leaves. */
final class Remainder {

  private Remainder() {}

  static List<Bid> bids(String policy, ClusterSnapshot snapshot) {
    List<Bid> result = new ArrayList<>();
    for (WorkloadClass workloadClass : snapshot.classes()) {
      List<String> pools = Levels.poolsFor(workloadClass, snapshot);
      if (!workloadClass.isServing() && !pools.isEmpty()) {
        result.add(
            new Bid(
                policy,
                workloadClass,
                pools,
                Tier.ELASTIC,
                1,
                snapshot.nodeCount(),
                Duration.ofDays(1),
                "takes what serving leaves"));
      }
    }
    return result;
  }
}
