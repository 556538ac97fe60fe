package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.PendingGang;
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
 * Promises nodes to classes. What a class was promised and does not use may be lent, down to what
 * it keeps at home; when it wants the rest back, that goes before everything else.
 */
public final class Guarantee implements PolicyFactory<Guarantee.GuaranteeSettings> {

  /**
   * Promises by class.
   *
   * @param classes by class
   */
  public record GuaranteeSettings(SortedMap<WorkloadClass, Promise> classes) {

    public GuaranteeSettings {
      classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }
  }

  /**
   * What one class is promised.
   *
   * @param nodes that it can always have when it wants them, at least 0
   * @param lend how many of these may work for others while it does not want them, up to {@code
   *     nodes}
   */
  public record Promise(int nodes, int lend) {

    public Promise {
      Settings.requireAtLeast("nodes", nodes, 0);
      Settings.requireWithin("lend", lend, 0, nodes);
    }
  }

  @Override
  public String name() {
    return "guarantee";
  }

  @Override
  public GuaranteeSettings defaults() {
    return new GuaranteeSettings(new TreeMap<>());
  }

  @Override
  public Policy create(GuaranteeSettings settings) {
    return snapshot -> bids(settings, snapshot);
  }

  private List<Bid> bids(GuaranteeSettings settings, ClusterSnapshot snapshot) {
    List<Bid> result = new ArrayList<>();
    for (WorkloadClass workloadClass : snapshot.classes()) {
      Promise promise = settings.classes().get(workloadClass);
      List<String> pools = Levels.poolsFor(workloadClass, snapshot);
      if (promise != null && !pools.isEmpty()) {
        result.add(bid(promise, workloadClass, pools, snapshot));
      }
    }
    return result;
  }

  private Bid bid(
      Promise promise, WorkloadClass workloadClass, List<String> pools, ClusterSnapshot snapshot) {
    int kept = promise.nodes() - promise.lend();
    int wanted = Levels.nodesFor(wanted(workloadClass, snapshot), pools, snapshot);
    int nodes = Math.min(promise.nodes(), Math.max(kept, wanted));
    String reason =
        "is promised "
            + promise.nodes()
            + " nodes, wants "
            + wanted
            + " and lends "
            + promise.lend()
            + " at most";
    return new Bid(name(), workloadClass, pools, Tier.GUARANTEE, 1, nodes, Duration.ZERO, reason);
  }

  /** What the class asks for, or what its running and waiting gangs hold and need. */
  private static Gpus wanted(WorkloadClass workloadClass, ClusterSnapshot snapshot) {
    double demanded = 0;
    for (Demand demand : snapshot.demands()) {
      demanded += demand.workloadClass().equals(workloadClass) ? demand.wanted().value() : 0;
    }
    double used = 0;
    for (Gang gang : snapshot.gangs()) {
      used += gang.workloadClass().equals(workloadClass) ? gang.gpus() : 0;
    }
    for (PendingGang gang : snapshot.pending()) {
      used += gang.workloadClass().equals(workloadClass) ? gang.gpus() : 0;
    }
    return new Gpus(Math.max(demanded, used));
  }
}
