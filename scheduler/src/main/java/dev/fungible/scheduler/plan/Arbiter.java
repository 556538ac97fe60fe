package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.spi.Bid;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns bids into an allocation: tier by tier, inside a tier that does not fit by weight, the most
 * suitable hardware first. Floors come before every tier and ceilings cut every claim. Of pools
 * that suit it equally a class keeps the nodes that it has, and every arrangement is the one that
 * moves the fewest nodes: so a plan that was carried out in part leads to the same allocation.
 */
public final class Arbiter {

  private final Limits limits;

  /** An arbiter that keeps to these limits. */
  public Arbiter(Limits limits) {
    this.limits = limits;
  }

  /** The allocation for these bids; the order of the bids does not matter. */
  public Allocation allocate(ClusterSnapshot snapshot, List<Bid> bids) {
    Ledger ledger = new Ledger(snapshot, limits);
    List<Shortfall> shortfalls = new ArrayList<>();
    List<Claim> claims = Claim.merge(snapshot, bids);
    for (Tier tier : Tier.values()) {
      Exchange exchange = new Exchange(ledger, tier);
      List<Claim> open = claims.stream().filter(claim -> claim.tier() == tier).toList();
      for (List<Claim> wave : waves(open)) {
        fill(ledger, exchange, wave);
        wave.forEach(claim -> shortfalls.addAll(shortfall(ledger, claim)));
      }
    }
    return new Allocation(ledger.grants(), shortfalls);
  }

  /** Claims of one class that overlap in their pools are filled one after the other. */
  private static List<List<Claim>> waves(List<Claim> claims) {
    List<List<Claim>> waves = new ArrayList<>();
    List<Claim> rest = claims;
    while (!rest.isEmpty()) {
      List<Claim> wave = new ArrayList<>();
      List<Claim> later = new ArrayList<>();
      for (Claim claim : rest) {
        (wave.stream().anyMatch(claim::overlaps) ? later : wave).add(claim);
      }
      waves.add(wave);
      rest = later;
    }
    return waves;
  }

  private static void fill(Ledger ledger, Exchange exchange, List<Claim> wave) {
    wave.forEach(ledger::giveFloor);
    boolean given = true;
    while (given && wave.stream().anyMatch(claim -> ledger.need(claim) > 0)) {
      given = false;
      int[] shares = share(ledger, exchange, wave);
      for (int i = 0; i < shares.length; i++) {
        given |= exchange.place(wave.get(i), shares[i]);
      }
    }
    exchange.settle();
  }

  private static int[] share(Ledger ledger, Exchange exchange, List<Claim> wave) {
    return WaterFill.share(
        exchange.bounds(wave),
        wave.stream().mapToInt(ledger::need).toArray(),
        wave.stream().mapToInt(ledger::granted).toArray(),
        wave.stream().mapToDouble(claim -> claim.leading().weight()).toArray(),
        wave.stream().mapToInt(claim -> Math.max(0, stillHeld(ledger, claim))).toArray());
  }

  private static int stillHeld(Ledger ledger, Claim claim) {
    int held = 0;
    for (NodePool pool : claim.pools()) {
      held += ledger.held(pool.name(), claim.workloadClass());
      held -= ledger.granted(pool.name(), claim.workloadClass());
    }
    return held;
  }

  private static List<Shortfall> shortfall(Ledger ledger, Claim claim) {
    Bid bid = claim.leading();
    int missing = ledger.missing(claim);
    int cut = missing - ledger.need(claim);
    List<Shortfall> result = new ArrayList<>(2);
    if (cut > 0) {
      result.add(new Shortfall(bid.workloadClass(), bid.tier(), bid.nodes(), cut, "limits.max"));
    }
    if (missing > cut) {
      String constraint = claim.pools().isEmpty() ? "no suitable pool" : "capacity";
      result.add(
          new Shortfall(bid.workloadClass(), bid.tier(), bid.nodes(), missing - cut, constraint));
    }
    return result;
  }
}
