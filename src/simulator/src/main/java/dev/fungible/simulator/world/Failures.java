package dev.fungible.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Nodes that fail and are repaired, each on its own: exponential times between failures and to
 * repair, so that on average a share of the nodes is down.
 *
 * @param share of the nodes that is down on average, from 0 to below 1
 * @param repair mean time to repair
 * @param seed of the random times
 */
public record Failures(double share, Duration repair, long seed) {

  public static final Failures NONE = new Failures(0, Duration.ofHours(6), 0);

  public Failures {
    if (!(share >= 0 && share < 1) || !repair.isPositive()) {
      throw new IllegalArgumentException(
          "The share of failed nodes must be from 0 to below 1, not " + share);
    }
  }

  /**
   * A time in which a node is down.
   *
   * @param from first second of it
   * @param to first second after it
   */
  record Outage(long from, long to) {}

  /** The outages of one node before the horizon, in order. */
  List<Outage> of(int node, long horizon) {
    List<Outage> result = new ArrayList<>();
    if (share == 0) {
      return result;
    }
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + node);
    double meanRepair = repair.toSeconds();
    double meanUp = meanRepair * (1 - share) / share;
    long at = 1 + exponential(random, meanUp);
    while (at < horizon) {
      long back = at + 1 + exponential(random, meanRepair);
      result.add(new Outage(at, back));
      at = back + 1 + exponential(random, meanUp);
    }
    return result;
  }

  private static long exponential(SplittableRandom random, double mean) {
    return Math.round(-mean * Math.log(1 - random.nextDouble()));
  }
}
