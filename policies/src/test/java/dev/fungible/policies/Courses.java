package dev.fungible.policies;

import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Made-up courses of demand, a value for every five minutes. */
final class Courses {

  private Courses() {}

  /** GPUs over a day: a night, a morning that rises within half an hour, an evening. */
  static double day(int cell) {
    double hour = cell % DemandGrid.DAY * 24.0 / DemandGrid.DAY;
    double rise = Math.clamp((hour - 8) * 2, 0, 1);
    double fall = Math.clamp((hour - 20) * 2, 0, 1);
    return 40 + 80 * (rise - fall);
  }

  /** Relative noise that reverts to its mean within about an hour. */
  static double[] noise(int cells, double size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] noise = new double[cells];
    for (int cell = 1; cell < cells; cell++) {
      noise[cell] = 0.9 * noise[cell - 1] + size * random.nextGaussian();
    }
    return noise;
  }

  /** A history of so many cells that ends now. */
  static TimeSeries history(int cells, Instant now, IntToDoubleFunction gpus) {
    TimeSeries history = TimeSeries.EMPTY;
    for (int cell = 0; cell < cells; cell++) {
      Duration ago = DemandGrid.CELL.multipliedBy(cells - 1L - cell);
      history = history.plus(now.minus(ago), gpus.applyAsDouble(cell), cells);
    }
    return history;
  }
}
