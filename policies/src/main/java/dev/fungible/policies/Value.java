package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
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

/**
 * Puts capacity where it is worth most. A class says what its first GPU-hour is worth and how fast
 * the worth of the next one falls; each node then goes to whom it adds most, its hardware's
 * suitability included, and nobody gets more than it can use. How this is found, and why nothing is
 * worth more, is in {@link BestUse}; what a number of nodes is worth, in {@link Valued}.
 *
 * <p>It bids at {@code ELASTIC}, for each class and pool the nodes of this division, and at the
 * worth as weight for when higher tiers leave less.
 */
public final class Value implements PolicyFactory<Value.ValueSettings> {

  private static final Worth ORDINARY = new Worth(1, 1);

  /**
   * What nodes are worth.
   *
   * @param classes by class; one that is not listed has a worth of 1 that falls evenly
   * @param dwell how long a class is expected to use a node, up to 7 days
   */
  public record ValueSettings(SortedMap<WorkloadClass, Worth> classes, Duration dwell) {

    public ValueSettings {
      Settings.requireUpTo("dwell", dwell, Duration.ofDays(7));
      classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }
  }

  /**
   * What the GPUs of one class are worth.
   *
   * @param worth of its first GPU-hour, in any unit that is the same for all, from 0.001 to 1000
   * @param diminishing how fast the next one is worth less: 0 not at all, 1 evenly down to nothing
   *     for the last one that it can use, and so on to 10
   */
  public record Worth(double worth, int diminishing) {

    public Worth {
      Settings.requireWithin("worth", worth, 0.001, 1000);
      Settings.requireWhole("diminishing", diminishing, 0, 10);
    }
  }

  @Override
  public String name() {
    return "value";
  }

  @Override
  public ValueSettings defaults() {
    return new ValueSettings(new TreeMap<>(), Duration.ofHours(1));
  }

  @Override
  public Policy create(ValueSettings settings) {
    return snapshot -> bids(settings, snapshot);
  }

  private List<Bid> bids(ValueSettings settings, ClusterSnapshot snapshot) {
    List<NodePool> pools =
        snapshot.pools().stream().filter(pool -> pool.mode() != Mode.OFF).toList();
    List<Use> uses = Use.all(snapshot);
    List<Valued> users = uses.stream().map(use -> valued(settings, use, pools, snapshot)).toList();
    int[] capacity = pools.stream().mapToInt(pool -> healthy(pool, snapshot)).toArray();
    int[][] nodes = BestUse.of(users, capacity);
    List<Bid> result = new ArrayList<>();
    for (int user = 0; user < nodes.length; user++) {
      String reason = reason(uses.get(user), users.get(user), nodes[user]);
      for (int pool = 0; pool < capacity.length; pool++) {
        if (nodes[user][pool] > 0) {
          result.add(
              new Bid(
                  name(),
                  uses.get(user).workloadClass(),
                  List.of(pools.get(pool).name()),
                  Tier.ELASTIC,
                  users.get(user).worth(),
                  nodes[user][pool],
                  settings.dwell(),
                  reason));
        }
      }
    }
    return result;
  }

  private static Valued valued(
      ValueSettings settings, Use use, List<NodePool> pools, ClusterSnapshot snapshot) {
    Worth worth = settings.classes().getOrDefault(use.workloadClass(), ORDINARY);
    double[] suitability =
        pools.stream()
            .mapToDouble(
                pool ->
                    use.pools().contains(pool.name())
                        ? pool.suitabilityFor(use.workloadClass())
                        : 0)
            .toArray();
    double wanted = (double) use.nodes() * Levels.smallestNode(use.pools(), snapshot);
    int[] gpus = pools.stream().mapToInt(NodePool::gpusPerNode).toArray();
    return Valued.of(wanted, worth.worth(), worth.diminishing(), suitability, gpus);
  }

  private static int healthy(NodePool pool, ClusterSnapshot snapshot) {
    int sum = 0;
    for (WorkloadClass holder : snapshot.classes()) {
      sum += snapshot.heldNodes(pool.name(), holder);
    }
    return sum;
  }

  private static String reason(Use use, Valued valued, int[] nodes) {
    int given = 0;
    for (int each : nodes) {
      given += each;
    }
    return "makes best use of "
        + given
        + " of the "
        + use.nodes()
        + " nodes it could use: a GPU-hour is worth "
        + rounded(valued.worth())
        + " at first, the next one then "
        + rounded(valued.ofNext(nodes));
  }

  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}
