package dev.fungible.simulator.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How far a difference may be chance: days are drawn with replacement, the same ones for both
 * configurations, since hours of one day depend on each other and days much less (Efron 1979, with
 * days as the blocks of Künsch 1989).
 */
final class DayBootstrap {

  private static final int DRAWS = 2000;
  private static final double TAIL = 0.05;
  private static final long SEED = 1;

  private DayBootstrap() {}

  /**
   * Where 90 % of all draws lie.
   *
   * @param low the 5th percentile of candidate − current
   * @param high the 95th percentile
   */
  record Interval(double low, double high) {

    /** Whether chance alone would rarely make such a difference. */
    boolean excludesZero() {
      return low > 0 || high < 0;
    }
  }

  /** The interval of a figure's difference; both have the same days. */
  static Interval difference(Figure figure, List<DayTotals> current, List<DayTotals> candidate) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] differences = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<DayTotals> before = new ArrayList<>();
      List<DayTotals> after = new ArrayList<>();
      for (int i = 0; i < current.size(); i++) {
        int day = random.nextInt(current.size());
        before.add(current.get(day));
        after.add(candidate.get(day));
      }
      differences[draw] = figure.of().applyAsDouble(after) - figure.of().applyAsDouble(before);
    }
    Arrays.sort(differences);
    int low = (int) (DRAWS * TAIL);
    return new Interval(differences[low], differences[DRAWS - 1 - low]);
  }
}
