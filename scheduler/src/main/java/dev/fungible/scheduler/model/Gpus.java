package dev.fungible.scheduler.model;

/**
 * A number of GPUs, fractional where it comes from a rate.
 *
 * @param value finite and not negative
 */
public record Gpus(double value) implements Comparable<Gpus> {

  public Gpus {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A number of GPUs must be finite and not negative, not " + value);
    }
  }

  @Override
  public int compareTo(Gpus other) {
    return Double.compare(value, other.value);
  }
}
