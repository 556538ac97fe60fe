package dev.fungible.simulator.synthetic;

import java.time.Duration;

/**
 * The demand of one serving class: base × wave × (1 + noise) × (1 + crowds), at least 0.
 *
 * @param workloadClass lower case
 * @param base mean nodes of a weekday
 * @param wave its course over day and week
 * @param noise what the wave does not tell
 * @param crowds sudden extra demand
 */
public record ServingLoad(
    String workloadClass, double base, DailyWave wave, Noise noise, FlashCrowds crowds) {

  private static final double DECIMALS = 1e4;

  public ServingLoad {
    Setting.within("base", base, 0, 1e6);
  }

  /** The same course at another height. */
  public ServingLoad times(double factor) {
    return new ServingLoad(workloadClass, base * factor, wave, noise, crowds);
  }

  /** Inference: busy in the afternoon, quiet at night and less so at weekends. */
  public static ServingLoad inference(double base) {
    return new ServingLoad(
        "inference",
        base,
        new DailyWave(0.7, Duration.ofHours(15), 0.8),
        new Noise(0.08, Duration.ofHours(1)),
        new FlashCrowds(2, 0.5, Duration.ofHours(1)));
  }

  /** Ranking: follows people's evenings, and more so at weekends. */
  public static ServingLoad ranking(double base) {
    return new ServingLoad(
        "ranking",
        base,
        new DailyWave(0.55, Duration.ofHours(20), 1.1),
        new Noise(0.04, Duration.ofHours(2)),
        new FlashCrowds(1, 0.4, Duration.ofMinutes(40)));
  }

  /** Nodes by step, rounded to 4 decimals; the same for the same seed. */
  double[] nodes(long seed, int steps, Duration step) {
    double[] noises = noise.series(steps, step, new Draws(seed, workloadClass + " noise"));
    double[] extras = crowds.series(steps, step, new Draws(seed, workloadClass + " crowds"));
    double[] nodes = new double[steps];
    for (int i = 0; i < steps; i++) {
      double middle = (i + 0.5) * step.toSeconds();
      double load = base * wave.at(middle) * (1 + noises[i]) * (1 + extras[i]);
      nodes[i] = Math.max(0, Math.round(load * DECIMALS) / DECIMALS);
    }
    return nodes;
  }
}
