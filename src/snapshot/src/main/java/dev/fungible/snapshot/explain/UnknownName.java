package dev.fungible.snapshot.explain;

import dev.fungible.configuration.Closest;
import java.util.Collection;

/** Nothing is known by that name; the message says what is. */
public final class UnknownName extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 5;

  /**
   * A refusal.
   *
   * @param what like {@code node}
   * @param known names that would have done
   */
  UnknownName(String what, String name, Collection<String> known) {
    super(message(what, name, known));
  }

  private static String message(String what, String name, Collection<String> known) {
    String expected =
        known.isEmpty()
            ? "none is known yet"
            : "expected one of "
                + String.join(", ", known.stream().sorted().limit(MOST_SHOWN).toList())
                + (known.size() > MOST_SHOWN
                    ? " and " + (known.size() - MOST_SHOWN) + " more"
                    : "");
    return what
        + " \""
        + name
        + "\" is not known; "
        + expected
        + "."
        + Closest.to(name, known).map(maybe -> " Maybe " + maybe + "?").orElse("");
  }
}
