package dev.fungible.simulator.oracle;

/**
 * What a serving class asks for.
 *
 * @param workloadClass name of the class
 * @param nodes demand in (fractional) nodes, one value for each interval
 * @param sigma share of that demand which must be met in every interval; 1 is all of it
 */
public record ServingDemand(String workloadClass, Series nodes, double sigma) {
  /** Refuses a sigma that is not a finite number of at least 0. */
  public ServingDemand {
    if (!(sigma >= 0 && Double.isFinite(sigma))) {
      throw new IllegalArgumentException(
          "ServingDemand of %s: sigma is %s, expected a finite number of at least 0"
              .formatted(workloadClass, sigma));
    }
  }

  /** Nodes that must be ready in the interval: sigma times the demand. */
  public double required(int interval) {
    return sigma * nodes.at(interval);
  }
}
