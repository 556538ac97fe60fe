package dev.fungible.simulator.synthetic;

import java.util.SplittableRandom;

/** Random numbers that are the same for the same seed and stream on every machine. */
final class Draws {

  private static final long SPREAD = 0xD1B54A32D192ED03L;

  private final SplittableRandom random;

  /** A stream of its own for each name, so that one more stream leaves the others as they are. */
  Draws(long seed, String stream) {
    long mixed = new SplittableRandom(seed ^ (stream.hashCode() * SPREAD)).nextLong();
    this.random = new SplittableRandom(mixed);
  }

  /** Uniform in [0, 1). */
  double fraction() {
    return random.nextDouble();
  }

  /** Uniform in [least, most]. */
  double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  /** Uniform among the whole numbers from least to most. */
  int wholeBetween(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Standard normal, by Box and Muller's method; StrictMath keeps the last bit the same. */
  double gaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** Exponential of the mean, by inversion. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }
}
