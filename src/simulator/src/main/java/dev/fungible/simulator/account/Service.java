package dev.fungible.simulator.account;

/**
 * How a serving class was served.
 *
 * @param demanded GPU-hours that it wanted
 * @param unmet of these, what it did not have
 * @param unmetHours hours in which it had less than it wanted
 */
public record Service(double demanded, double unmet, double unmetHours) {

  /** The share of the demand that was met; 1 where there was none. */
  public double demandAttainment() {
    return demanded == 0 ? 1 : Math.max(0, 1 - unmet / demanded);
  }

  /** The share of the hours observed in which all demand was met. */
  public double timeAttainment(double observedHours) {
    return observedHours == 0 ? 1 : Math.max(0, 1 - unmetHours / observedHours);
  }
}
