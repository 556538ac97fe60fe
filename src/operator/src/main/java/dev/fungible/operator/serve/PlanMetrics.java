package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Grant;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.plan.Shortfall;
import dev.fungible.scheduler.spi.Bid;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what the last cycle wanted, which is not what is: that is {@link ClusterMetrics}. */
public final class PlanMetrics implements CycleListener {

  private final Tally bids;
  private final Tally targets;
  private final Tally ungranted;
  private final Tally missing;
  private final Tally moves;
  private final Tally rejections;

  /** Shows it there, from the first cycle on. */
  public PlanMetrics(MeterRegistry registry) {
    bids = new Tally(registry, "fungible.bid.nodes", "Nodes that a policy asks for, for a class");
    targets = new Tally(registry, "fungible.target.nodes", "Nodes that the bids came to");
    ungranted =
        new Tally(registry, "fungible.ungranted.nodes", "Nodes that were bid for and not granted");
    missing =
        new Tally(
            registry,
            "fungible.missing.nodes",
            "Nodes that a class is to have at this tier or a more urgent one, and has not");
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
    Allocation allocation = report.decision().allocation();
    addBids(report.decision().bids());
    addTargets(report.snapshot(), allocation);
    for (Shortfall shortfall : allocation.shortfalls()) {
      Tags labels = labels(shortfall.workloadClass(), shortfall.tier());
      ungranted.add(shortfall.missing(), labels.and("constraint", shortfall.constraint()));
    }
    Map<Holding, Integer> seen = seen(report.snapshot());
    report.snapshot().classes().forEach(of -> addMissing(seen, allocation, of));
    for (Move move : report.decision().plan().moves()) {
      moves.add(
          1, Tags.of("pool", move.pool(), "from", move.from().name(), "to", move.to().name()));
    }
    for (Rejection rejection : report.decision().plan().rejections()) {
      rejections.add(
          rejection.nodes(),
          Tags.of("pool", rejection.pool(), "to", rejection.to().name())
              .and("constraint", rejection.constraint()));
    }
    List.of(bids, targets, ungranted, missing, moves, rejections).forEach(Tally::show);
  }

  /** Of bids for the same pools the highest level counts; those for others add to it. */
  private void addBids(List<Bid> all) {
    record Level(Tags labels, List<String> pools) {}
    Map<Level, Integer> levels = new LinkedHashMap<>();
    for (Bid bid : all) {
      Tags labels = labels(bid.workloadClass(), bid.tier()).and("policy", bid.policy());
      levels.merge(new Level(labels, bid.pools()), bid.nodes(), Math::max);
    }
    levels.forEach((level, nodes) -> bids.add(nodes, level.labels));
  }

  private void addTargets(ClusterSnapshot snapshot, Allocation allocation) {
    for (NodePool pool : snapshot.pools()) {
      for (WorkloadClass of : snapshot.classes()) {
        targets.add(0, Tags.of("pool", pool.name(), "class", of.name()));
      }
    }
    for (Grant grant : allocation.grants()) {
      targets.add(
          grant.nodes(), Tags.of("pool", grant.pool(), "class", grant.workloadClass().name()));
    }
  }

  /**
   * What was not granted, at most of these tiers since bids are levels, and what is yet to come.
   */
  private void addMissing(Map<Holding, Integer> seen, Allocation allocation, WorkloadClass of) {
    Map<Tier, Integer> byTier = new EnumMap<>(Tier.class);
    for (Shortfall shortfall : allocation.shortfalls()) {
      if (shortfall.workloadClass().equals(of)) {
        byTier.merge(shortfall.tier(), shortfall.missing(), Integer::sum);
      }
    }
    int most = 0;
    for (Tier tier : Tier.values()) {
      most = Math.max(most, byTier.getOrDefault(tier, 0));
      int toCome = 0;
      for (Map.Entry<Holding, Integer> held : seen.entrySet()) {
        if (held.getKey().of.equals(of)) {
          int granted = allocation.granted(held.getKey().pool, of, tier);
          toCome += Math.max(0, granted - held.getValue());
        }
      }
      missing.add(most + toCome, labels(of, tier));
    }
  }

  private record Holding(String pool, WorkloadClass of) {}

  /** Healthy nodes by pool and by the class on their label; zeros included. */
  private static Map<Holding, Integer> seen(ClusterSnapshot snapshot) {
    Map<Holding, Integer> seen = new LinkedHashMap<>();
    for (NodePool pool : snapshot.pools()) {
      snapshot.classes().forEach(of -> seen.put(new Holding(pool.name(), of), 0));
      for (GpuNode node : snapshot.nodesOf(pool.name())) {
        if (node.condition().healthy()) {
          seen.merge(new Holding(pool.name(), node.labelled()), 1, Integer::sum);
        }
      }
    }
    return seen;
  }

  private static Tags labels(WorkloadClass of, Tier tier) {
    return Tags.of("class", of.name(), "tier", tier.name().toLowerCase(Locale.ROOT));
  }
}
