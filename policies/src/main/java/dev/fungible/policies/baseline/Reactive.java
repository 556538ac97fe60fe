package dev.fungible.policies.baseline;

import dev.fungible.policies.Levels;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Capacity loaning: serving holds what it wants now, batch work borrows all the rest. */
public final class Reactive implements PolicyFactory<Reactive.ReactiveSettings> {

  /**
   * How fast to lend.
   *
   * @param headroom share of the demand to hold on top of it, from 0 to 10
   * @param hysteresis how long demand must have been lower before nodes are lent, up to 7 days
   */
  public record ReactiveSettings(double headroom, Duration hysteresis) {

    public ReactiveSettings {
      Settings.requireWithin("headroom", headroom, 0, 10);
      Settings.requireUpTo("hysteresis", hysteresis, Duration.ofDays(7));
    }
  }

  @Override
  public String name() {
    return "reactive";
  }

  @Override
  public ReactiveSettings defaults() {
    return new ReactiveSettings(0.1, Duration.ZERO);
  }

  @Override
  public Policy create(ReactiveSettings settings) {
    return snapshot -> {
      List<Bid> result = new ArrayList<>(Remainder.bids(name(), snapshot));
      for (Demand demand : snapshot.demands()) {
        if (demand.workloadClass().isServing() && !demand.pools().isEmpty()) {
          result.add(bid(settings, demand, snapshot));
        }
      }
      return result;
    };
  }

  private Bid bid(ReactiveSettings settings, Demand demand, ClusterSnapshot snapshot) {
    Gpus highest = Levels.highest(demand, settings.hysteresis(), snapshot);
    Gpus level = new Gpus(highest.value() * (1 + settings.headroom()));
    int nodes = Levels.nodesFor(level, demand.pools(), snapshot);
    String reason =
        "wanted "
            + Levels.nodesFor(highest, demand.pools(), snapshot)
            + " nodes at most within "
            + settings.hysteresis()
            + ", "
            + nodes
            + " with head-room";
    return new Bid(
        name(),
        demand.workloadClass(),
        demand.pools(),
        Tier.PROTECT,
        1,
        nodes,
        Duration.ZERO,
        reason);
  }
}
