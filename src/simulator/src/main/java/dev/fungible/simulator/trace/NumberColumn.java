package dev.fungible.simulator.trace;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers: its name, and which numbers do.
 *
 * @param name as in the header
 * @param least the lowest value
 * @param most the highest value
 * @param whole whether fractions are refused
 * @param expected says the same in words
 */
record NumberColumn(String name, double least, double most, boolean whole, String expected) {

  private static final Pattern ONE_NUMBER = Pattern.compile("[^0-9]*([0-9]+(?:\\.[0-9]+)?)[^0-9]*");

  /** Seconds from 0. */
  static NumberColumn seconds(String name) {
    return new NumberColumn(name, 0, Seconds.MOST, false, "a number of seconds, at least 0");
  }

  /** Seconds, at least a nanosecond. */
  static NumberColumn positiveSeconds(String name) {
    return new NumberColumn(name, 1e-9, Seconds.MOST, false, "a number of seconds above 0");
  }

  /** Any quantity from 0. */
  static NumberColumn quantity(String name, double most) {
    return new NumberColumn(name, 0, most, false, "a number of at least 0");
  }

  /** Whole numbers from {@code least}. */
  static NumberColumn count(String name, int least) {
    return new NumberColumn(
        name, least, Integer.MAX_VALUE, true, "a whole number of at least " + least);
  }

  /** The number in the row's field. */
  double read(CsvRow row, int index) {
    String text = row.text(index);
    double number = parse(text);
    if (accepts(number)) {
      return number;
    }
    String wanted = number > most ? expected + " and at most " + plain(most) : expected;
    throw BadTrace.value(row.at(), name, text, wanted, guess(text));
  }

  /** The number in the row's field, as a duration. */
  Duration duration(CsvRow row, int index) {
    return Seconds.duration(read(row, index));
  }

  private boolean accepts(double number) {
    return number >= least && number <= most && (!whole || number == Math.rint(number));
  }

  private @Nullable String guess(String text) {
    Matcher one = ONE_NUMBER.matcher(text);
    if (!one.matches() || one.group(1).equals(text)) {
      return null;
    }
    return accepts(parse(one.group(1))) ? one.group(1) : null;
  }

  /**
   * The decimal number, or NaN; letters other than an exponent's are refused, as files have none.
   */
  private static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean decimal = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
      if (!decimal && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      return Double.NaN;
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
