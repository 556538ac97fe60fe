package dev.fungible.scheduler.testing;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.spi.Bid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A cluster with the bids for it and the settings that hold, each list in no particular order.
 *
 * @param time of the snapshot
 * @param freshness of the snapshot
 * @param classes all classes
 * @param pools all pools
 * @param nodes all nodes
 * @param gangs running gangs
 * @param finished shifts that have ended
 * @param bids what policies ask for
 * @param guardrails how narrow the guardrails are
 * @param planner how moves are weighed
 */
public record RandomCluster(
    Instant time,
    Freshness freshness,
    List<WorkloadClass> classes,
    List<NodePool> pools,
    List<GpuNode> nodes,
    List<Gang> gangs,
    List<FinishedShift> finished,
    List<Bid> bids,
    GuardrailSettings guardrails,
    PlannerSettings planner) {

  /** What is seen of it. */
  public ClusterSnapshot snapshot() {
    return ClusterSnapshot.at(time)
        .freshness(freshness)
        .classes(classes)
        .pools(pools)
        .nodes(nodes)
        .gangs(gangs)
        .finishedShifts(finished)
        .build();
  }

  /** The same cluster with every list in another order. */
  public RandomCluster shuffled(long seed) {
    return new RandomCluster(
        time,
        freshness,
        shuffled(classes, seed),
        shuffled(pools, seed),
        shuffled(nodes, seed),
        shuffled(gangs, seed),
        shuffled(finished, seed),
        shuffled(bids, seed),
        guardrails,
        planner);
  }

  private static <T> List<T> shuffled(List<T> items, long seed) {
    List<T> result = new ArrayList<>(items);
    Collections.shuffle(result, new Random(seed));
    return List.copyOf(result);
  }
}
