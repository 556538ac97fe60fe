package dev.fungible.policies;

import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** A demand's history in cells of one length that end now: the most that was wanted in each. */
final class DemandGrid {

  static final Duration CELL = Duration.ofMinutes(5);
  static final int DAY = (int) Duration.ofDays(1).dividedBy(CELL);
  private static final long CELL_MILLIS = CELL.toMillis();
  private static final int MOST = 8 * DAY;

  private final double[] values;
  private final boolean[] seen;
  private final double[] sums;
  private final double[] highest;

  /** These cells, oldest first, all of them seen. */
  DemandGrid(double[] values) {
    this(values, allSeen(values.length));
  }

  private DemandGrid(double[] values, boolean[] seen) {
    this.values = values;
    this.seen = seen;
    sums = new double[values.length + 1];
    highest = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
      highest[i] = i == 0 ? values[i] : Math.max(highest[i - 1], values[i]);
    }
  }

  /** The last eight days at most; a cell in which nobody looked is as the one before it. */
  static DemandGrid of(Demand demand, Instant now) {
    TimeSeries history = demand.history();
    double[] cells = new double[MOST];
    Arrays.fill(cells, Double.NaN);
    cells[MOST - 1] = demand.wanted().value();
    int first = MOST - 1;
    long end = now.toEpochMilli();
    for (int sample = history.size() - 1; sample >= 0; sample--) {
      long age = Math.max(0, end - history.timeOf(sample).toEpochMilli());
      int cell = MOST - 1 - (int) Math.min(MOST, age / CELL_MILLIS);
      if (cell < 0) {
        break;
      }
      double value = history.valueOf(sample);
      cells[cell] = Double.isNaN(cells[cell]) ? value : Math.max(cells[cell], value);
      first = cell;
    }
    double[] values = Arrays.copyOfRange(cells, first, MOST);
    boolean[] seen = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      seen[i] = !Double.isNaN(values[i]);
      values[i] = seen[i] ? values[i] : values[i - 1];
    }
    return new DemandGrid(values, seen);
  }

  /** Number of cells; the last one is now. */
  int size() {
    return values.length;
  }

  private static boolean[] allSeen(int cells) {
    boolean[] all = new boolean[cells];
    Arrays.fill(all, true);
    return all;
  }

  /** Whether somebody looked in that cell. */
  boolean isSeen(int cell) {
    return seen[cell];
  }

  /** GPUs in that cell. */
  double at(int cell) {
    return values[cell];
  }

  /** Mean of the cells from one to another, both included; those that do not exist do not count. */
  double mean(int from, int to) {
    int first = Math.max(0, from);
    int last = Math.min(values.length - 1, to);
    return (sums[last + 1] - sums[first]) / (last + 1 - first);
  }

  /** The most in the cells from one to another, both included and existing. */
  double most(int from, int to) {
    double most = values[from];
    for (int cell = from + 1; cell <= to; cell++) {
      most = Math.max(most, values[cell]);
    }
    return most;
  }

  /** The most in that cell and all before it. */
  double highestUntil(int cell) {
    return highest[cell];
  }

  /** The time in which somebody looked. */
  Duration seenFor() {
    int cells = 0;
    for (boolean each : seen) {
      cells += each ? 1 : 0;
    }
    return CELL.multipliedBy(cells);
  }
}
