package dev.fungible.configuration;

/** Text from a document as messages quote it. */
final class Quote {

  private static final int LONGEST = 80;

  private Quote() {}

  /** The text in quotes: one line, short, without characters that a terminal would act on. */
  static String of(String text) {
    return "\"" + plain(text) + "\"";
  }

  /** The same without the quotes. */
  static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : ' '));
    return shown
        .append(text.codePoints().skip(LONGEST).findAny().isPresent() ? "…" : "")
        .toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
