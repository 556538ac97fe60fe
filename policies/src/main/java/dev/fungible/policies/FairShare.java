package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.Usage;
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
 * Shares what nobody needs more among classes by weight, and corrects the weights by what each made
 * use of lately: who had less than its share is owed, who had more is in debt, and both fade. A
 * class bids for what it can use at {@code ELASTIC}, with weight × 2^(-u / s), where s is its share
 * of the weights and u its share of past use, in which an hour counts half after each half-life.
 *
 * <p>That is the fair-share factor 2^(-U/S) of Slurm's multifactor priority plugin, classic
 * algorithm (slurm.schedmd.com/classic_fair_share.html), with its decayed use. A class that had all
 * along what it is entitled to has u = s; where all want more, this is where they settle.
 */
public final class FairShare implements PolicyFactory<FairShare.FairShareSettings> {

  private static final double LEAST_WEIGHT = 0.001;
  private static final double MOST_WEIGHT = 1000;
  private static final Duration SHORTEST = Duration.ofHours(1);

  /** Two weeks of use are known: with more, too much of what should count would be forgotten. */
  private static final Duration LONGEST = Duration.ofDays(7);

  /** A class with a tiny weight that has used everything: some factor is to be left. */
  private static final double DEEPEST_DEBT = 10;

  /**
   * Who shares, and how long use is remembered.
   *
   * @param weights by class, from 0.001 to 1000; of those that share. Empty: each batch class has 1
   * @param halfLife after which use counts half, from 1 hour to 7 days
   * @param dwell how long a class is expected to use a node, up to 7 days
   */
  public record FairShareSettings(
      SortedMap<WorkloadClass, Double> weights, Duration halfLife, Duration dwell) {

    public FairShareSettings {
      weights.forEach(
          (of, weight) ->
              Settings.requireWithin("weights." + of, weight, LEAST_WEIGHT, MOST_WEIGHT));
      if (halfLife.compareTo(SHORTEST) < 0 || halfLife.compareTo(LONGEST) > 0) {
        throw new SettingException(
            "halfLife", halfLife, "a time from " + SHORTEST + " to " + LONGEST);
      }
      Settings.requireUpTo("dwell", dwell, Duration.ofDays(7));
      weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    }
  }

  @Override
  public String name() {
    return "fair-share";
  }

  @Override
  public FairShareSettings defaults() {
    return new FairShareSettings(new TreeMap<>(), Duration.ofDays(3), Duration.ofHours(1));
  }

  @Override
  public Policy create(FairShareSettings settings) {
    return snapshot -> bids(settings, snapshot);
  }

  private List<Bid> bids(FairShareSettings settings, ClusterSnapshot snapshot) {
    SortedMap<WorkloadClass, Account> accounts = accounts(settings, snapshot);
    // Only the proportion of weights counts. With 1 as the least, a policy that bids as much at
    // weight 1 does not stand in the way.
    double least = accounts.values().stream().mapToDouble(Account::priority).min().orElse(1);
    List<Bid> result = new ArrayList<>();
    for (Use use : Use.all(snapshot)) {
      Account account = accounts.get(use.workloadClass());
      if (account != null) {
        double weight = account.priority() / least;
        String reason = account.inWords() + ", and could use " + use.nodes() + " nodes";
        result.add(
            new Bid(
                name(),
                use.workloadClass(),
                use.pools(),
                Tier.ELASTIC,
                weight,
                use.nodes(),
                settings.dwell(),
                reason));
      }
    }
    return result;
  }

  /**
   * How a class stands.
   *
   * @param weight its weight
   * @param entitled its share of all weights
   * @param used its share of past use; as much as it is entitled to where nothing was used
   * @param halfLife after which use counts half
   */
  private record Account(double weight, double entitled, double used, Duration halfLife) {

    double priority() {
      return weight * StrictMath.pow(2, -Math.min(DEEPEST_DEBT, used / entitled));
    }

    String inWords() {
      return "has had "
          + percent(used)
          + " of what was used lately (half-life "
          + halfLife
          + "), is entitled to "
          + percent(entitled);
    }

    private static String percent(double share) {
      return Math.round(share * 100) + "%";
    }
  }

  private static SortedMap<WorkloadClass, Account> accounts(
      FairShareSettings settings, ClusterSnapshot snapshot) {
    SortedMap<WorkloadClass, Double> weights = new TreeMap<>();
    for (WorkloadClass of : snapshot.classes()) {
      boolean shares = settings.weights().isEmpty() && !of.isServing();
      if (shares || settings.weights().containsKey(of)) {
        weights.put(of, settings.weights().getOrDefault(of, 1.0));
      }
    }
    SortedMap<WorkloadClass, Double> used = new TreeMap<>();
    for (Usage usage : snapshot.usage()) {
      if (weights.containsKey(usage.workloadClass())) {
        double hours = usage.decayed(settings.halfLife(), snapshot.time()).value();
        used.merge(usage.workloadClass(), hours, Double::sum);
      }
    }
    double allWeights = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double allUsed = used.values().stream().mapToDouble(Double::doubleValue).sum();
    SortedMap<WorkloadClass, Account> result = new TreeMap<>();
    weights.forEach(
        (of, weight) -> {
          double entitled = weight / allWeights;
          double share = allUsed > 0 ? used.getOrDefault(of, 0.0) / allUsed : entitled;
          result.put(of, new Account(weight, entitled, share, settings.halfLife()));
        });
    return result;
  }
}
