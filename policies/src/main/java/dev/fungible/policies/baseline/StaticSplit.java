package dev.fungible.policies.baseline;

import dev.fungible.policies.Levels;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A split by hand that stays: fixed nodes for some classes, the rest for batch work. */
public final class StaticSplit implements PolicyFactory<StaticSplit.SplitSettings> {

  /**
   * The split.
   *
   * @param nodes by class, at least 0 each
   */
  public record SplitSettings(SortedMap<WorkloadClass, Integer> nodes) {

    public SplitSettings {
      nodes.forEach((name, value) -> Settings.requireAtLeast("nodes." + name, value, 0));
      nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }
  }

  @Override
  public String name() {
    return "static";
  }

  @Override
  public SplitSettings defaults() {
    return new SplitSettings(new TreeMap<>());
  }

  @Override
  public Policy create(SplitSettings settings) {
    return snapshot -> {
      List<Bid> result = new ArrayList<>(Remainder.bids(name(), snapshot));
      for (WorkloadClass workloadClass : snapshot.classes()) {
        Integer nodes = settings.nodes().get(workloadClass);
        List<String> pools = Levels.poolsFor(workloadClass, snapshot);
        if (nodes != null && !pools.isEmpty()) {
          result.add(bid(workloadClass, pools, nodes));
        }
      }
      return result;
    };
  }

  private Bid bid(WorkloadClass workloadClass, List<String> pools, int nodes) {
    return new Bid(
        name(),
        workloadClass,
        pools,
        Tier.GUARANTEE,
        1,
        nodes,
        Duration.ZERO,
        "has " + nodes + " nodes for good");
  }
}
