package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Turns bids into an allocation: tier by tier, inside a tier that does not fit by weight, the most
 * suitable hardware first. Floors come before every tier and ceilings cut every claim.
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
      List<Claim> open = claims.stream().filter(claim -> claim.tier() == tier).toList();
      for (List<Claim> wave : waves(open)) {
        fill(ledger, wave);
        keepHoldings(ledger, wave);
        wave.forEach(claim -> shortfalls.addAll(shortfall(ledger, claim)));
      }
    }
    return new Allocation(ledger.grants(), shortfalls);
  }

  /** Claims of one class overlap in their pools, so they are filled one after the other. */
  private static List<List<Claim>> waves(List<Claim> claims) {
    List<List<Claim>> waves = new ArrayList<>();
    List<Claim> rest = claims;
    while (!rest.isEmpty()) {
      TreeSet<WorkloadClass> seen = new TreeSet<>();
      List<Claim> wave = new ArrayList<>();
      List<Claim> later = new ArrayList<>();
      rest.forEach(claim -> (seen.add(claim.workloadClass()) ? wave : later).add(claim));
      waves.add(wave);
      rest = later;
    }
    return waves;
  }

  private static void fill(Ledger ledger, List<Claim> wave) {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (String pool : ledger.openPools()) {
        List<Claim> claimants =
            wave.stream().filter(claim -> ledger.wantsNext(claim, pool)).toList();
        progress |= ledger.share(pool, claimants);
      }
      if (!progress) {
        progress = wave.stream().anyMatch(ledger::exchange);
      }
    }
  }

  /** What one claim gives back another may keep, until each keeps all that it can. */
  private static void keepHoldings(Ledger ledger, List<Claim> wave) {
    boolean kept = true;
    while (kept) {
      kept = false;
      for (Claim claim : wave) {
        kept |= ledger.keepHoldings(claim);
      }
    }
  }

  private static List<Shortfall> shortfall(Ledger ledger, Claim claim) {
    Bid bid = claim.leading();
    int missing = ledger.missing(claim);
    if (missing == 0) {
      return List.of();
    }
    int cut = missing - ledger.need(claim);
    List<Shortfall> result = new ArrayList<>(2);
    if (cut > 0) {
      result.add(
          new Shortfall(bid.workloadClass(), bid.tier(), bid.nodes(), cut, "limits.max"));
    }
    if (missing > cut) {
      String constraint = claim.pools().isEmpty() ? "no suitable pool" : "capacity";
      result.add(
          new Shortfall(
              bid.workloadClass(), bid.tier(), bid.nodes(), missing - cut, constraint));
    }
    return result;
  }
}
