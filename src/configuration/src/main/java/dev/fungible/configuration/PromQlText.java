package dev.fungible.configuration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What can be said of a PromQL expression without the server that knows its functions: whether its
 * quotes and brackets close, and whether there is anything in it.
 */
final class PromQlText {

  /** Longer ones do not fit into every server's line of a request. */
  private static final int LONGEST = 4000;

  private static final String QUOTES = "\"'`";
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  private final String text;
  private final Deque<Integer> open = new ArrayDeque<>();
  private boolean said;
  private int at;

  private PromQlText(String text) {
    this.text = text;
  }

  /** Why the text cannot be an expression, and where; empty where it may be one. */
  static Optional<String> fault(String text) {
    return text.length() > LONGEST
        ? Optional.of("it has more than " + LONGEST + " characters")
        : new PromQlText(text).fault();
  }

  private Optional<String> fault() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        at = end('\n', at);
      } else if (QUOTES.indexOf(c) >= 0) {
        int end = closing(c);
        if (end < 0) {
          return Optional.of("nothing closes the quote " + where(at));
        }
        at = end;
      } else if (CLOSING.indexOf(c) >= 0 && !closes(c)) {
        return Optional.of("nothing opens what is closed " + where(at));
      } else if (OPENING.indexOf(c) >= 0) {
        open.push(at);
      }
      said |= c != '#' && !Character.isWhitespace(c);
      at++;
    }
    return open.isEmpty()
        ? Optional.of("there is nothing in it").filter(fault -> !said)
        : Optional.of("nothing closes what is opened " + where(open.peek()));
  }

  private boolean closes(char closing) {
    return !open.isEmpty() && OPENING.indexOf(text.charAt(open.pop())) == CLOSING.indexOf(closing);
  }

  /** Where the quote that begins here ends; -1 if nowhere. In backquotes nothing is escaped. */
  private int closing(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i;
      }
      if (c == '\\' && quote != '`') {
        i++;
      }
    }
    return -1;
  }

  private int end(char c, int from) {
    int found = text.indexOf(c, from);
    return found < 0 ? text.length() : found;
  }

  private static String where(int index) {
    return "at character " + (index + 1);
  }
}
