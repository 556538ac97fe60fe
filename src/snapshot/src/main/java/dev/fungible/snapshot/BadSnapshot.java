package dev.fungible.snapshot;

import org.jspecify.annotations.Nullable;

/** A snapshot, or a record of one, that cannot be read: where, what was found and expected. */
public final class BadSnapshot extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 60;

  /**
   * A refusal.
   *
   * @param where source and, where it is known, line and column
   * @param found a clause such as "time is missing"
   * @param expected what would have done, to follow the word "expected"
   * @param maybe what was perhaps meant, to follow the word "Maybe"
   */
  BadSnapshot(String where, String found, String expected, @Nullable String maybe) {
    super(
        where
            + ": "
            + found
            + "; expected "
            + expected
            + "."
            + (maybe == null ? "" : " Maybe " + maybe + "?"));
  }

  /** The text in quotes, short and without characters that a terminal would act on. */
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    return shown.append(cut ? "…\"" : "\"").toString();
  }
}
