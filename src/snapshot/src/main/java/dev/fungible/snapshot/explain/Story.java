package dev.fungible.snapshot.explain;

import dev.fungible.snapshot.Prose;
import java.util.List;
import java.util.Locale;

/** An answer as text for a terminal: a headline, then paragraphs with their titles. */
final class Story {

  private static final int TITLE = 13;

  private final StringBuilder text = new StringBuilder();
  private final int width;

  Story(String headline, int width) {
    this.width = width;
    text.append(Prose.wrap("", headline, width)).append('\n');
  }

  /** A paragraph; none where there is nothing to say. */
  Story with(String title, String sentence) {
    if (!sentence.isEmpty()) {
      text.append(Prose.wrap(padded(title), sentence, width));
    }
    return this;
  }

  /** Lines below each other, or what to say where there are none. */
  Story with(String title, List<String> lines, String none) {
    if (lines.isEmpty()) {
      return with(title, none);
    }
    String first = padded(title);
    for (String line : lines) {
      text.append(Prose.wrap(first + "- ", line, width));
      first = " ".repeat(TITLE);
    }
    return this;
  }

  private static String padded(String title) {
    return String.format(Locale.ROOT, "%-" + TITLE + "s", title);
  }

  String text() {
    return text.toString();
  }
}
