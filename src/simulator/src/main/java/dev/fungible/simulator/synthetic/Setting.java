package dev.fungible.simulator.synthetic;

import java.time.Duration;

/** Checks of settings, each with the same words. */
final class Setting {

  private Setting() {}

  /** Refuses a number outside [least, most]. */
  static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; expected a number from " + least + " to " + most);
    }
  }

  /** Refuses a duration outside [least, most]. */
  static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; expected a duration from " + least + " to " + most);
    }
  }
}
