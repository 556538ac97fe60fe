package dev.fungible.simulator.synthetic;

import java.time.Duration;

/**
 * First-order autoregressive noise, relative to the load: x' = a x + s √(1 - a²) e with a =
 * exp(-step / memory).
 *
 * @param deviation standard deviation s, as a share of the load
 * @param memory after which correlation has fallen to 1/e; the step of the trace does not change it
 */
public record Noise(double deviation, Duration memory) {

  public Noise {
    Setting.within("deviation", deviation, 0, 10);
    Setting.within("memory", memory, Duration.ofSeconds(1), Duration.ofDays(365));
  }

  /** So many values, one a step. */
  double[] series(int steps, Duration step, Draws draws) {
    double carried = StrictMath.exp(-(double) step.toSeconds() / memory.toSeconds());
    double fresh = deviation * Math.sqrt(1 - carried * carried);
    double[] series = new double[steps];
    double value = deviation * draws.gaussian();
    for (int i = 0; i < steps; i++) {
      series[i] = value;
      value = carried * value + fresh * draws.gaussian();
    }
    return series;
  }
}
