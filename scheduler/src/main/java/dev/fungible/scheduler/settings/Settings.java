package dev.fungible.scheduler.settings;

import java.time.Duration;

/** Checks that settings records share. */
public final class Settings {

  private Settings() {}

  /** Refuses a number that is not finite or lies outside [{@code least}, {@code most}]. */
  public static void requireWithin(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new SettingException(key, value, "a number from " + least + " to " + most);
    }
  }

  /** Refuses a share of 0 or less, or above 1: nothing at all is what other settings are for. */
  public static void requireShare(String key, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new SettingException(key, value, "a share above 0 and at most 1");
    }
  }

  /** Refuses a whole number below {@code least}. */
  public static void requireAtLeast(String key, int value, int least) {
    if (value < least) {
      throw new SettingException(key, value, "a whole number of at least " + least);
    }
  }

  /** Refuses a whole number outside [{@code least}, {@code most}]. */
  public static void requireWhole(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new SettingException(key, value, "a whole number from " + least + " to " + most);
    }
  }

  /** Refuses a time below zero or above {@code most}. */
  public static void requireUpTo(String key, Duration value, Duration most) {
    if (value.isNegative() || value.compareTo(most) > 0) {
      throw new SettingException(key, value, "a time from 0s to " + most);
    }
  }
}
