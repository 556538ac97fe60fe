package dev.fungible.expression;

import java.util.Collection;
import java.util.List;

/**
 * Why an expression is refused.
 *
 * @param expected what would have been accepted, and where, to follow the word "expected"
 * @param word a name that is not known; empty where the fault is not that of a name
 * @param known the names among which it might be found
 */
record Fault(String expected, String word, List<String> known) {

  private static final int LONGEST = 160;
  private static final int MOST_LISTED = 12;

  Fault {
    expected = line(expected);
    known = List.copyOf(known);
  }

  /** A fault that is not that of a name. */
  static Fault of(String expected) {
    return new Fault(expected, "", List.of());
  }

  /** A name that is not among those that are known. */
  static Fault unknown(String what, Position at, String word, Collection<String> known) {
    boolean few = !known.isEmpty() && known.size() <= MOST_LISTED;
    String choice = few ? ", one of " + String.join(", ", known) : "";
    return new Fault(
        "a known " + what + " at " + at + choice + ", not \"" + word + "\"",
        word,
        List.copyOf(known));
  }

  /** One line that fits a message, whatever characters an expression brought into it. */
  static String line(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .limit(LONGEST * 4L)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  /** The same, cut off after some words. */
  static String brief(String text) {
    String line = line(text).strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
