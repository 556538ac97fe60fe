package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives batch classes what they can use of what nobody needs more: the nodes that their gangs run
 * on, and those that the gangs in their queue would fill. Gangs that need several nodes count whole
 * nodes; smaller ones first fill the gaps beside gangs that run, where one is large enough.
 */
public final class QueueFilling implements PolicyFactory<QueueFilling.QueueSettings> {

  /**
   * How to value what the queue would use.
   *
   * @param dwell how long queued work is expected to use a node, up to 7 days
   */
  public record QueueSettings(Duration dwell) {

    public QueueSettings {
      Settings.requireUpTo("dwell", dwell, Duration.ofDays(7));
    }
  }

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public QueueSettings defaults() {
    return new QueueSettings(Duration.ofHours(1));
  }

  @Override
  public Policy create(QueueSettings settings) {
    return snapshot -> {
      List<Bid> result = new ArrayList<>();
      for (WorkloadClass workloadClass : snapshot.classes()) {
        List<String> pools = Levels.poolsFor(workloadClass, snapshot);
        if (!workloadClass.isServing() && !pools.isEmpty()) {
          result.add(bid(settings, workloadClass, pools, snapshot));
        }
      }
      return result;
    };
  }

  private Bid bid(
      QueueSettings settings,
      WorkloadClass workloadClass,
      List<String> pools,
      ClusterSnapshot snapshot) {
    BatchNeed need = BatchNeed.of(workloadClass, pools, snapshot);
    String reason =
        "runs on "
            + need.busy()
            + " nodes and could use "
            + need.queued()
            + " more for "
            + need.waiting()
            + " waiting gangs";
    int nodes = need.nodes(snapshot);
    return new Bid(name(), workloadClass, pools, Tier.ELASTIC, 1, nodes, settings.dwell(), reason);
  }
}
