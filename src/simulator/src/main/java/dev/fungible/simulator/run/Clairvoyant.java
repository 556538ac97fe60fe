package dev.fungible.simulator.run;

import dev.fungible.policies.Levels;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.simulator.trace.DemandTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows the demand of the near future, and is otherwise greedy: serving holds the most that it will
 * want within the look-ahead, training all the rest. Only a trace makes it possible.
 *
 * @param trace the future
 * @param lookAhead how much of it is known
 */
record Clairvoyant(DemandTrace trace, Duration lookAhead) implements Policy {

  private static final String NAME = "clairvoyant";

  @Override
  public List<Bid> bid(ClusterSnapshot snapshot) {
    List<Bid> result = new ArrayList<>();
    for (Demand demand : snapshot.demands()) {
      result.add(serving(demand, snapshot));
    }
    List<String> pools = snapshot.pools().stream().map(NodePool::name).toList();
    result.add(
        new Bid(
            NAME,
            WorkloadClass.TRAINING,
            pools,
            Tier.ELASTIC,
            1,
            snapshot.nodeCount(),
            Duration.ofDays(1),
            "takes what serving leaves"));
    return result;
  }

  private Bid serving(Demand demand, ClusterSnapshot snapshot) {
    int gpus = Levels.smallestNode(demand.pools(), snapshot);
    double peak = peak(trace.indexOf(demand.workloadClass().name()), snapshot.time());
    int nodes = Levels.nodesFor(new Gpus(peak * gpus), demand.pools(), snapshot);
    return new Bid(
        NAME,
        demand.workloadClass(),
        demand.pools(),
        Tier.PROTECT,
        1,
        nodes,
        Duration.ZERO,
        "will want " + nodes + " nodes at most within " + lookAhead);
  }

  private double peak(int column, Instant now) {
    long step = trace.step().toSeconds();
    long from = now.getEpochSecond() / step;
    long to = now.plus(lookAhead).getEpochSecond() / step;
    double peak = 0;
    for (long i = from; i <= Math.min(to, trace.steps() - 1); i++) {
      peak = Math.max(peak, trace.nodes(column, (int) i));
    }
    return peak;
  }
}
