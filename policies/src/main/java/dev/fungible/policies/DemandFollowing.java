package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.List;

/**
 * Gives serving classes what they want now, and some head-room for what may come while a shift is
 * under way. It follows demand up at once and down only after a while: the level is the highest
 * demand of the stabilization window × (1 + head-room), in whole nodes.
 */
public final class DemandFollowing implements PolicyFactory<DemandFollowing.DemandSettings> {

  /**
   * How closely to follow.
   *
   * @param headroom share of the demand to hold on top of it, from 0 to 10
   * @param stabilization how long demand must have been lower before nodes are given up, up to 7
   *     days
   */
  public record DemandSettings(double headroom, Duration stabilization) {

    public DemandSettings {
      Settings.requireWithin("headroom", headroom, 0, 10);
      Settings.requireUpTo("stabilization", stabilization, Duration.ofDays(7));
    }
  }

  @Override
  public String name() {
    return "demand";
  }

  @Override
  public DemandSettings defaults() {
    return new DemandSettings(0.1, Duration.ofMinutes(30));
  }

  @Override
  public Policy create(DemandSettings settings) {
    return snapshot ->
        snapshot.demands().stream()
            .filter(demand -> demand.workloadClass().isServing() && !demand.pools().isEmpty())
            .map(demand -> bid(settings, demand, snapshot))
            .toList();
  }

  /** Nodes for the highest demand of the window × (1 + head-room). */
  static int nodes(DemandSettings settings, Demand demand, ClusterSnapshot snapshot) {
    Gpus highest = Levels.highest(demand, settings.stabilization(), snapshot);
    Gpus level = new Gpus(highest.value() * (1 + settings.headroom()));
    return Levels.nodesFor(level, demand.pools(), snapshot);
  }

  private Bid bid(DemandSettings settings, Demand demand, ClusterSnapshot snapshot) {
    List<String> pools = demand.pools();
    Gpus highest = Levels.highest(demand, settings.stabilization(), snapshot);
    int nodes = nodes(settings, demand, snapshot);
    String reason =
        "wants "
            + Levels.nodesFor(demand.wanted(), pools, snapshot)
            + " nodes now, "
            + Levels.nodesFor(highest, pools, snapshot)
            + " at most within "
            + settings.stabilization()
            + ", "
            + nodes
            + " with head-room";
    return new Bid(
        name(), demand.workloadClass(), pools, Tier.PROTECT, 1, nodes, Duration.ZERO, reason);
  }
}
