package dev.fungible.configuration;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 45s}, {@code 30m}, {@code 1h30m}, {@code 2d}. */
public final class DurationText {

  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");
  private static final Pattern LOOSE_PART =
      Pattern.compile(
          "(\\d{1,9}(?:\\.\\d{1,9})?)"
              + "(days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)");
  private static final Pattern LOOSE = Pattern.compile("(?:" + LOOSE_PART + ")+");

  private DurationText() {}

  /** Reads {@code 1h30m} as well as ISO-8601's {@code PT1H30M}; empty for anything else. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    try {
      if (!text.isEmpty() && matcher.matches()) {
        Duration sum = Duration.ofDays(number(matcher.group(1)));
        sum = sum.plusHours(number(matcher.group(2)));
        sum = sum.plusMinutes(number(matcher.group(3)));
        return Optional.of(sum.plusSeconds(number(matcher.group(4))));
      }
      return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Writes {@code 1h30m}; in ISO-8601 what is negative or has parts of a second. */
  public static String format(Duration duration) {
    if (duration.isNegative() || duration.toNanosPart() != 0) {
      return duration.toString();
    }
    if (duration.isZero()) {
      return "0s";
    }
    return part(duration.toDaysPart(), "d")
        + part(duration.toHoursPart(), "h")
        + part(duration.toMinutesPart(), "m")
        + part(duration.toSecondsPart(), "s");
  }

  /** What a text that cannot be read was perhaps meant to be, in the form that can be read. */
  static Optional<String> guess(String text) {
    String dense = text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    if (dense.matches("0|[1-9]\\d{0,8}")) {
      return Optional.of(dense.equals("0") ? "0s" : dense + "m");
    }
    if (!LOOSE.matcher(dense).matches()) {
      return Optional.empty();
    }
    BigDecimal seconds = BigDecimal.ZERO;
    for (MatchResult part : LOOSE_PART.matcher(dense).results().toList()) {
      seconds = seconds.add(new BigDecimal(part.group(1)).multiply(secondsOf(part.group(2))));
    }
    return Optional.of(format(Duration.ofSeconds(seconds.longValue())));
  }

  private static BigDecimal secondsOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit.charAt(0)) {
          case 'd' -> 86_400;
          case 'h' -> 3_600;
          case 'm' -> 60;
          default -> 1;
        });
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }
}
