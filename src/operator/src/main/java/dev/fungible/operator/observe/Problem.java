package dev.fungible.operator.observe;

import java.util.Comparator;

/**
 * Something in the cluster that a person has to put right, and that was left out or taken for
 * something harmless until then.
 *
 * @param where the object, like {@code node a-17}
 * @param what what was found there, with its value
 * @param expected what would have done
 */
public record Problem(String where, String what, String expected) implements Comparable<Problem> {

  private static final Comparator<Problem> NATURAL =
      Comparator.comparing(Problem::where)
          .thenComparing(Problem::what)
          .thenComparing(Problem::expected);
  private static final int LONGEST_QUOTE = 60;

  @Override
  public int compareTo(Problem other) {
    return NATURAL.compare(this, other);
  }

  /** The text in quotes, short and without characters that a terminal would act on. */
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.append(text.length() > LONGEST_QUOTE ? "…\"" : "\"").toString();
  }

  @Override
  public String toString() {
    return where + ": " + what + "; expected " + expected;
  }
}
