package dev.fungible.policies;

import dev.fungible.scheduler.model.Gpus;

/**
 * How far above a forecast to stand, tried on what was: the least margin with which the levels of
 * the last days would have been too low for no more than a share of the time, but no more than the
 * quantile of errors that leaves this share.
 */
final class Margin {

  /** Errors change as demand does: the latest say most. */
  static final int ERROR_CELLS = 2 * DemandGrid.DAY;

  /** A share of one percent can only be told from a few days. */
  private static final int TRIED_CELLS = 4 * DemandGrid.DAY;

  private static final double LEAST_QUANTILE = 0.5;

  /**
   * How far above the highest demand that was seen a level may be on the first day. One jump in its
   * first hours would else be expected on top of whatever is wanted later.
   */
  private static final double MOST_ON_THE_FIRST_DAY = 1.5;

  private static final int HALVINGS = 7;

  private final DemandGrid grid;
  private final PeakForecast forecast;
  private final int window;
  private final int hold;
  private final double unit;
  private final int first;
  private final double[] errors;

  /**
   * A margin to be found.
   *
   * @param window cells from a decision until the last that the next one cannot reach
   * @param hold cells for which a level is held after it fell
   * @param unit GPUs of a node
   */
  Margin(DemandGrid grid, PeakForecast forecast, int window, int hold, double unit) {
    this.grid = grid;
    this.forecast = forecast;
    this.window = window;
    this.hold = hold;
    this.unit = unit;
    first = Math.max(DemandGrid.DAY / 24, grid.size() - TRIED_CELLS);
    errors = forecast.errorsSince(Math.max(first, grid.size() - ERROR_CELLS));
  }

  /**
   * A margin and what it would have come to.
   *
   * @param margin in units of {@link PeakForecast#errorSize}; never below the median error
   * @param shortTime share of the time tried on in which levels would have been too low
   */
  record Tried(double margin, double shortTime) {}

  /** Whether there are errors to learn from. */
  boolean isKnown() {
    return errors.length > 0;
  }

  /** The least margin with which no more than that share of the time would have been short. */
  Tried of(double shortfall) {
    double low = quantile(errors, LEAST_QUANTILE);
    // Were errors ever alike, this quantile would do. Days of jumps ask for more, which would stand
    // empty on all others.
    double high = quantile(errors, Math.max(LEAST_QUANTILE, 1 - shortfall));
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (shortTime(middle) <= shortfall) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return new Tried(high, shortTime(high));
  }

  /** GPUs within which demand stays for the window after that cell, with that probability. */
  Gpus within(int cell, double probability) {
    return new Gpus(Math.max(0, gpus(cell, quantile(errors, probability))));
  }

  /** The level from that cell with a margin, in GPUs of whole nodes. */
  double level(int cell, double margin) {
    return Math.ceil(gpus(cell, margin) / unit - Levels.TOLERANCE) * unit;
  }

  private double gpus(int cell, double margin) {
    return Math.min(forecast.expected(cell) + margin * forecast.errorSize(cell), most(cell));
  }

  private double most(int cell) {
    boolean isFirstDay = grid.size() <= DemandGrid.DAY;
    return isFirstDay ? MOST_ON_THE_FIRST_DAY * grid.highestUntil(cell) : Double.POSITIVE_INFINITY;
  }

  /** The same, held: the highest of that cell and the ones before it. */
  double held(int cell, double margin) {
    double most = 0;
    for (int back = 0; back <= hold && cell - back >= 0; back++) {
      most = Math.max(most, level(cell - back, margin));
    }
    return most;
  }

  /** Nearest rank of errors in ascending order. */
  static double quantile(double[] errors, double quantile) {
    int rank = (int) Math.ceil(quantile * (errors.length + 1));
    return errors[Math.clamp(rank - 1L, 0, errors.length - 1)];
  }

  /** Share of the time in which demand was above what the decisions before it had made ready. */
  private double shortTime(double margin) {
    double[] held = new double[grid.size()];
    int begun = first + window;
    int missed = 0;
    int tried = 0;
    for (int cell = first; cell < grid.size(); cell++) {
      held[cell] = held(cell, margin);
      if (cell >= begun && grid.isSeen(cell)) {
        tried++;
        double ready = Double.POSITIVE_INFINITY;
        for (int before = 1; before <= window; before++) {
          ready = Math.min(ready, held[cell - before]);
        }
        missed += ready < grid.at(cell) - Levels.TOLERANCE ? 1 : 0;
      }
    }
    return tried == 0 ? 0 : (double) missed / tried;
  }
}
