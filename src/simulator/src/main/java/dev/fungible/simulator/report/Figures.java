package dev.fungible.simulator.report;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them; the same on every machine. */
final class Figures {

  private static final String NONE = "–";

  private Figures() {}

  /** A seconds value with its fraction. */
  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** GPU-hours with thousands separated: one decimal below 100, none above. */
  static String gpuHours(double hours) {
    return number(hours, Math.abs(hours) < 100 && hours != 0 ? 1 : 0);
  }

  /**
   * A share from 0 to 1 with four decimals, cut rather than rounded: what is just below a target
   * must not read as if it were met.
   */
  static String share(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.4f", Math.floor(share * 1e4 + 1e-9) / 1e4)
        : NONE;
  }

  /** A share from 0 to 1 in per cent with one decimal; number and sign stay on one line. */
  static String percent(double share) {
    return number(100 * share, 1) + "\u00a0%";
  }

  /** The ratio to the oracle with three decimals, or a dash. */
  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? number(ratio.getAsDouble(), 3) : NONE;
  }

  /** A number with thousands separated and fixed decimals, or a dash when it is not finite. */
  static String number(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%,." + decimals + "f", value + 0.0)
        : NONE;
  }

  /** A length of time in its two largest units, such as {@code 3h 05m}. */
  static String duration(Duration duration) {
    long seconds = Math.round(seconds(duration));
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 24 * 60) {
      return String.format(Locale.ROOT, "%dh %02dm", minutes / 60, minutes % 60);
    }
    long hours = Math.round(seconds / 3600.0);
    return String.format(Locale.ROOT, "%dd %02dh", hours / 24, hours % 24);
  }

  /** A moment of the simulation, such as {@code day 2 07:35}; seconds only when there are some. */
  static String moment(Duration at) {
    String clock = String.format(Locale.ROOT, "%02d:%02d", at.toHoursPart(), at.toMinutesPart());
    String tail = at.toSecondsPart() == 0 ? "" : String.format(":%02d", at.toSecondsPart());
    return "day " + (at.toDays() + 1) + " " + clock + tail;
  }

  /** The length of the run, such as {@code 8 days} or {@code 36 hours}. */
  static String span(double hours) {
    return hours >= 48 && hours % 24 == 0
        ? number(hours / 24, 0) + " days"
        : number(hours, hours % 1 == 0 ? 0 : 1) + " hours";
  }
}
