package dev.fungible.snapshot;

import java.util.ArrayList;
import java.util.List;

/** Running text for terminals. */
public final class Prose {

  private Prose() {}

  /** The text without characters that a terminal would act on. */
  public static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }

  /**
   * The text in lines of at most that many characters, the first after {@code first} and the others
   * after as many spaces; a word that is longer stands alone.
   */
  public static String wrap(String first, String text, int width) {
    String rest = " ".repeat(length(first));
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : plain(text).strip().split(" +", -1)) {
      if (!empty && length(line) + 1 + length(word) > width) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return String.join("\n", lines) + "\n";
  }

  /** Characters as a terminal counts them, but for wide scripts. */
  public static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
