package dev.fungible.policies;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a class will want at most within a window from now, and how far that was wrong before.
 *
 * <p>The forecast is the present value × (1 + a regression on three things, all relative to it: the
 * mean of the last hour, that of the last three hours, and how far demand rose from here to the end
 * of the window on the days before). Least squares over all of the history with a ridge (Hoerl and
 * Kennard 1970) around "like the days before", so that the second morning is foreseen, and a season
 * that is none loses its weight. Its errors are measured against their own recent size
 * (exponentially weighted, as volatility is in RiskMetrics 1996), and their quantiles are those of
 * the errors that were, so that a margin is wide where demand is rough now and narrow where it is
 * calm. The errors are of the history that was fitted: with days of it four terms leave them
 * honest, with half a day they are a little too small.
 */
final class PeakForecast {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CELLS_AN_HOUR = (int) HOUR.dividedBy(DemandGrid.CELL);
  private static final int DAYS = 7;
  private static final int TERMS = 4;
  private static final double RIDGE = 1;

  /** Errors of the last hour weigh half of what the recent ones do. */
  private static final double RECENT = 1 - StrictMath.pow(0.5, 1.0 / CELLS_AN_HOUR);

  private static final double USUAL = 1.0 / (2 * DemandGrid.DAY);
  private static final double WEIGHT_OF_RECENT = 0.7;

  /** An hour without any error is no promise of another one. */
  private static final double LEAST_ERROR = 0.02;

  /** Until days have shown what a season is worth, the next one is taken to be like the last. */
  private static final double SEASON_AT_FIRST = 1;

  private final DemandGrid grid;
  private final int window;
  private final double unit;
  private final double[][] terms;
  private final double[] predicted;
  private final double[] errorSize;
  private final double[] season;
  private final double roughness;

  /**
   * The forecast from every cell of a history.
   *
   * @param window cells that it looks ahead, at least 1
   * @param unit GPUs of a node: what is relative is so to no less
   */
  PeakForecast(DemandGrid grid, int window, double unit) {
    this.grid = grid;
    this.window = window;
    this.unit = unit;
    terms = terms();
    double[] weights = fit();
    predicted = new double[grid.size()];
    season = new double[grid.size()];
    for (int cell = 0; cell < grid.size(); cell++) {
      double relative = 0;
      for (int term = 0; term < TERMS; term++) {
        relative += weights[term] * terms[term][cell];
      }
      predicted[cell] = grid.at(cell) + size(cell) * relative;
      season[cell] = size(cell) * weights[TERMS - 1] * terms[TERMS - 1][cell];
    }
    errorSize = new double[grid.size()];
    roughness = measureErrors();
  }

  /** GPUs expected at most within the window after that cell. */
  double expected(int cell) {
    return predicted[cell];
  }

  /** The part of what is expected that earlier days tell, in GPUs. */
  double seasonal(int cell) {
    return season[cell];
  }

  /** How large errors are there, in GPUs: what the quantiles of errors multiply. */
  double errorSize(int cell) {
    return errorSize[cell];
  }

  /** How large errors are now, against what they usually are. */
  double roughness() {
    return roughness;
  }

  /** The last cell whose window is over, so that its error is known. */
  int lastJudged() {
    return grid.size() - 1 - window;
  }

  /** Error of the forecast from that cell, in units of {@link #errorSize}. */
  private double error(int cell) {
    return (peakAfter(cell) - predicted[cell]) / errorSize[cell];
  }

  /** Errors from these cells on that are known, in ascending order. */
  double[] errorsSince(int first) {
    double[] errors = new double[Math.max(0, lastJudged() + 1 - first)];
    int count = 0;
    for (int cell = first; cell <= lastJudged(); cell++) {
      if (isJudged(cell)) {
        errors[count++] = error(cell);
      }
    }
    double[] known = Arrays.copyOf(errors, count);
    Arrays.sort(known);
    return known;
  }

  /** A time that nobody saw would look like one in which nothing changed. */
  private boolean isJudged(int cell) {
    return grid.isSeen(cell) && grid.isSeen(cell + window);
  }

  private double peakAfter(int cell) {
    return grid.most(cell + 1, cell + window);
  }

  private double size(int cell) {
    return Math.max(grid.at(cell), unit);
  }

  private double[][] terms() {
    int cells = grid.size();
    double[][] result = new double[TERMS][cells];
    for (int cell = 0; cell < cells; cell++) {
      double now = grid.at(cell);
      double size = size(cell);
      result[0][cell] = 1;
      result[1][cell] = (grid.mean(cell - CELLS_AN_HOUR + 1, cell) - now) / size;
      result[2][cell] = (grid.mean(cell - 3 * CELLS_AN_HOUR + 1, cell) - now) / size;
      result[3][cell] = rise(cell) / size;
    }
    return result;
  }

  /** How far demand rose from here to the end of the window, on average of the days before. */
  private double rise(int cell) {
    double sum = 0;
    int days = 0;
    for (int then = cell - DemandGrid.DAY; then >= 2 && days < DAYS; then -= DemandGrid.DAY) {
      int end = then + window;
      sum += grid.mean(end - 2, end + 2) - grid.mean(then - 2, then + 2);
      days++;
    }
    return days == 0 ? 0 : sum / days;
  }

  private double[] fit() {
    double[][] products = new double[TERMS][TERMS];
    double[] targets = new double[TERMS];
    for (int cell = CELLS_AN_HOUR; cell <= lastJudged(); cell++) {
      if (!isJudged(cell)) {
        continue;
      }
      double target = (peakAfter(cell) - grid.at(cell)) / size(cell);
      for (int row = 0; row < TERMS; row++) {
        for (int column = 0; column < TERMS; column++) {
          products[row][column] += terms[row][cell] * terms[column][cell];
        }
        targets[row] += terms[row][cell] * target;
      }
    }
    for (int term = 0; term < TERMS; term++) {
      products[term][term] += RIDGE;
    }
    targets[TERMS - 1] += RIDGE * SEASON_AT_FIRST;
    return PositiveDefinite.solve(products, targets);
  }

  /** Follows the size of errors as each became known; returns how rough it is now. */
  private double measureErrors() {
    double recent = 0;
    double usual = 0;
    for (int cell = 0; cell < grid.size(); cell++) {
      int judged = cell - window;
      if (judged >= 0 && isJudged(judged)) {
        double error = Math.abs(peakAfter(judged) - predicted[judged]) / size(judged);
        double first = 1.0 / (judged + 1);
        recent += Math.max(RECENT, first) * (error - recent);
        usual += Math.max(USUAL, first) * (error - usual);
      }
      double both = WEIGHT_OF_RECENT * recent + (1 - WEIGHT_OF_RECENT) * usual;
      errorSize[cell] = size(cell) * Math.max(both, LEAST_ERROR);
    }
    return usual == 0 ? 1 : recent / usual;
  }
}
