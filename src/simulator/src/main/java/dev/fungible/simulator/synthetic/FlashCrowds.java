package dev.fungible.simulator.synthetic;

import java.time.Duration;

/**
 * Crowds that come all at once, at random times, and leave evenly.
 *
 * @param perWeek how many come on average, as a Poisson process
 * @param height extra load at first, as a share of the load at that time
 * @param length until the last one has left
 */
public record FlashCrowds(double perWeek, double height, Duration length) {

  private static final double WEEK_SECONDS = 7 * 86_400;

  public FlashCrowds {
    Setting.within("perWeek", perWeek, 0, 10_000);
    Setting.within("height", height, 0, 1000);
    Setting.within("length", length, Duration.ofSeconds(1), Duration.ofDays(7));
  }

  /** Extra load by step, as a share; crowds add up. */
  double[] series(int steps, Duration step, Draws draws) {
    double[] extra = new double[steps];
    if (perWeek == 0) {
      return extra;
    }
    double mean = WEEK_SECONDS / perWeek;
    double end = (double) steps * step.toSeconds();
    for (double at = draws.exponential(mean); at < end; at += draws.exponential(mean)) {
      add(extra, at, (double) step.toSeconds());
    }
    return extra;
  }

  private void add(double[] extra, double at, double step) {
    int last = (int) Math.min(extra.length - 1.0, Math.ceil((at + length.toSeconds()) / step));
    for (int i = (int) (at / step); i <= last; i++) {
      extra[i] += height * (mass((i + 1) * step - at) - mass(i * step - at)) / step;
    }
  }

  /** The integral, from the crowd's arrival, of what is left of it: 1 at first, 0 after length. */
  private double mass(double since) {
    double t = Math.clamp(since, 0, (double) length.toSeconds());
    return t - t * t / (2.0 * length.toSeconds());
  }
}
