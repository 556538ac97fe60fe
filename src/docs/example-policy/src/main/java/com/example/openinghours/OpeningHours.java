package com.example.openinghours;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import dev.fungible.scheduler.settings.Settings;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Has nodes ready for a class at the same hours of every day, in UTC. */
public final class OpeningHours implements PolicyFactory<OpeningHours.Hours> {

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * When, for whom and how many.
   *
   * @param workloadClass the class that the nodes are for
   * @param nodes how many it holds while open, at least 0
   * @param opens time since midnight, up to a day
   * @param closes time since midnight, up to a day; before {@code opens} when it is open overnight,
   *     the same when it never closes
   */
  public record Hours(WorkloadClass workloadClass, int nodes, Duration opens, Duration closes) {

    public Hours {
      Settings.requireAtLeast("nodes", nodes, 0);
      Settings.requireUpTo("opens", opens, DAY);
      Settings.requireUpTo("closes", closes, DAY);
    }

    /** Time until it closes; zero when it is closed. */
    Duration left(Duration now) {
      Duration sinceOpening = sinceMidnight(now.minus(opens));
      Duration length = sinceMidnight(closes.minus(opens));
      Duration left = (length.isZero() ? DAY : length).minus(sinceOpening);
      return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration sinceMidnight(Duration time) {
      return Duration.ofSeconds(Math.floorMod(time.toSeconds(), DAY.toSeconds()));
    }
  }

  @Override
  public String name() {
    return "opening-hours";
  }

  @Override
  public Hours defaults() {
    return new Hours(WorkloadClass.INFERENCE, 0, Duration.ofHours(8), Duration.ofHours(20));
  }

  @Override
  public Policy create(Hours hours) {
    return snapshot -> bids(hours, snapshot);
  }

  private List<Bid> bids(Hours hours, ClusterSnapshot snapshot) {
    LocalTime clock = snapshot.time().atZone(ZoneOffset.UTC).toLocalTime();
    Duration left = hours.left(Duration.ofSeconds(clock.toSecondOfDay()));
    List<String> pools =
        snapshot.pools().stream()
            .filter(pool -> pool.suitabilityFor(hours.workloadClass()) > 0)
            .map(NodePool::name)
            .toList();
    if (left.isZero() || pools.isEmpty()) {
      return List.of();
    }
    String reason = "is open for another " + left;
    return List.of(
        new Bid(
            name(), hours.workloadClass(), pools, Tier.PREPARE, 1, hours.nodes(), left, reason));
  }
}
