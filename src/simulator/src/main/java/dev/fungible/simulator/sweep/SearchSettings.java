package dev.fungible.simulator.sweep;

import dev.fungible.scheduler.settings.Settings;

/**
 * How values are combined.
 *
 * @param kind the way
 * @param trials how many combinations are drawn, for {@link Kind#RANDOM}
 * @param seed of the draws; more trials of the same seed begin with the same ones
 */
public record SearchSettings(Kind kind, int trials, long seed) {

  /** Ways to combine values. */
  public enum Kind {
    /** Every combination. */
    GRID,
    /** Combinations drawn at random. */
    RANDOM,
    /** One value changed at a time, all else as in the base: what each is worth. */
    EACH
  }

  public SearchSettings {
    Settings.requireAtLeast("trials", trials, 1);
  }
}
