package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
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
 * Lends what a serving class owns and has not used for a while. It keeps the most that it wanted
 * lately and a reserve; when it wants more, up to what it owns comes back before everything else.
 * Who borrows is for other policies to say; which nodes go, and that those come back first which
 * cost least and are still warm, is the planner's work.
 *
 * <p>The level is min(own, highest demand of the last {@code idle} + reserve): the loaning of Lyra
 * (J. Li et al., EuroSys 2023) with a memory, so that a node is not lent that will be wanted again
 * in a moment. Where it is not known what was wanted for all of {@code idle}, nothing that the
 * class holds is lent, up to {@code own}.
 */
public final class Loan implements PolicyFactory<Loan.LoanSettings> {

  /**
   * Loans by lender.
   *
   * @param lenders by class, serving classes only
   */
  public record LoanSettings(SortedMap<WorkloadClass, Terms> lenders) {

    public LoanSettings {
      for (WorkloadClass lender : lenders.keySet()) {
        if (!lender.isServing()) {
          throw new SettingException(
              "lenders", lender, "serving classes; what is promised to others is for guarantee");
        }
      }
      lenders = Collections.unmodifiableSortedMap(new TreeMap<>(lenders));
    }
  }

  /**
   * What one class lends.
   *
   * @param own nodes that are its own, at least 0
   * @param reserve how many it keeps beyond what it wanted lately, up to {@code own}
   * @param idle how long a node must not have been wanted before it is lent, up to 7 days
   */
  public record Terms(int own, int reserve, Duration idle) {

    public Terms {
      Settings.requireAtLeast("own", own, 0);
      Settings.requireWhole("reserve", reserve, 0, own);
      Settings.requireUpTo("idle", idle, Duration.ofDays(7));
    }
  }

  @Override
  public String name() {
    return "loan";
  }

  @Override
  public LoanSettings defaults() {
    return new LoanSettings(new TreeMap<>());
  }

  @Override
  public Policy create(LoanSettings settings) {
    return snapshot -> bids(settings, snapshot);
  }

  private List<Bid> bids(LoanSettings settings, ClusterSnapshot snapshot) {
    List<Bid> result = new ArrayList<>();
    for (WorkloadClass lender : snapshot.classes()) {
      Terms terms = settings.lenders().get(lender);
      List<String> pools = Levels.poolsFor(lender, snapshot);
      if (terms != null && !pools.isEmpty()) {
        result.add(bid(terms, lender, pools, snapshot));
      }
    }
    return result;
  }

  private Bid bid(Terms terms, WorkloadClass lender, List<String> pools, ClusterSnapshot snapshot) {
    long wanted = 0;
    for (Demand demand : snapshot.demands()) {
      if (demand.workloadClass().equals(lender) && !demand.pools().isEmpty()) {
        wanted += Levels.nodesFor(Levels.highest(demand, terms.idle(), snapshot), pools, snapshot);
      }
    }
    int kept = (int) Math.min(terms.own(), wanted + terms.reserve());
    int held = pools.stream().mapToInt(pool -> snapshot.heldNodes(pool, lender)).sum();
    if (Math.min(terms.own(), held) > kept && !Levels.isKnown(lender, terms.idle(), snapshot)) {
      return bid(lender, pools, Math.min(terms.own(), held), unknown(terms, held));
    }
    String reason =
        "owns "
            + terms.own()
            + " nodes, wanted "
            + wanted
            + " at most within "
            + terms.idle()
            + ", keeps "
            + terms.reserve()
            + " in reserve and lends "
            + (terms.own() - kept);
    return bid(lender, pools, kept, reason);
  }

  private static String unknown(Terms terms, int held) {
    return "owns "
        + terms.own()
        + " nodes, holds "
        + held
        + ", and lends none of these, because what it wanted is not known for all of "
        + terms.idle();
  }

  private Bid bid(WorkloadClass lender, List<String> pools, int nodes, String reason) {
    return new Bid(name(), lender, pools, Tier.GUARANTEE, 1, nodes, Duration.ZERO, reason);
  }
}
