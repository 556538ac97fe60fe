package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.simulator.trace.DemandTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a policy can know of the demand: its mean since the last decision, and all before. */
final class DemandSensor {

  private static final int MOST_SAMPLES = 4096;

  private final DemandTrace trace;
  private final Physics physics;
  private final List<WorkloadClass> serving;
  private final int[] columns;
  private final List<String> pools;
  private final TimeSeries[] histories;

  DemandSensor(Scenario scenario, List<WorkloadClass> serving, List<NodePool> pools) {
    trace = scenario.demand();
    physics = scenario.physics();
    this.serving = serving;
    columns = serving.stream().mapToInt(wanted -> trace.indexOf(wanted.name())).toArray();
    this.pools = pools.stream().map(NodePool::name).toList();
    histories = new TimeSeries[serving.size()];
    Arrays.fill(histories, TimeSeries.EMPTY);
  }

  /** Takes the samples of this second; at the very start they are the first values. */
  List<Demand> sample(long second) {
    List<Demand> result = new ArrayList<>();
    Duration now = Duration.ofSeconds(second);
    for (int i = 0; i < serving.size(); i++) {
      double nodes =
          second == 0
              ? trace.nodes(columns[i], 0)
              : trace.mean(columns[i], now.minus(physics.decisionPeriod()), now);
      double gpus = nodes * physics.gpusPerNode();
      histories[i] = histories[i].plus(Instant.EPOCH.plusSeconds(second), gpus, MOST_SAMPLES);
      result.add(new Demand(serving.get(i), pools, new Gpus(gpus), histories[i], "trace"));
    }
    return result;
  }
}
