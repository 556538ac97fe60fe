package dev.fungible.policies.baseline;

import dev.fungible.policies.Levels;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Expects of the near future what the same hour of yesterday brought: serving holds the higher of
 * what it wants now and what it wanted then. On the first day it only reacts.
 */
public final class Yesterday implements PolicyFactory<Yesterday.YesterdaySettings> {

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * How far to look.
   *
   * @param headroom share of the demand to hold on top of it, from 0 to 10
   * @param lookAhead how far beyond this hour of yesterday, up to a day
   */
  public record YesterdaySettings(double headroom, Duration lookAhead) {

    public YesterdaySettings {
      Settings.requireWithin("headroom", headroom, 0, 10);
      Settings.requireUpTo("lookAhead", lookAhead, DAY);
    }
  }

  @Override
  public String name() {
    return "yesterday";
  }

  @Override
  public YesterdaySettings defaults() {
    return new YesterdaySettings(0.1, Duration.ofMinutes(10));
  }

  @Override
  public Policy create(YesterdaySettings settings) {
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

  private Bid bid(YesterdaySettings settings, Demand demand, ClusterSnapshot snapshot) {
    Instant from = snapshot.time().minus(DAY);
    double then = highest(demand.history(), from, from.plus(settings.lookAhead()));
    double expected = Math.max(demand.wanted().value(), then);
    Gpus level = new Gpus(expected * (1 + settings.headroom()));
    int nodes = Levels.nodesFor(level, demand.pools(), snapshot);
    String reason =
        "wants "
            + Levels.nodesFor(demand.wanted(), demand.pools(), snapshot)
            + " nodes now and wanted "
            + Levels.nodesFor(new Gpus(then), demand.pools(), snapshot)
            + " at this hour of yesterday, "
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

  private static double highest(TimeSeries history, Instant from, Instant to) {
    double highest = 0;
    for (int i = history.size() - 1; i >= 0 && !history.timeOf(i).isBefore(from); i--) {
      if (!history.timeOf(i).isAfter(to)) {
        highest = Math.max(highest, history.valueOf(i));
      }
    }
    return highest;
  }
}
