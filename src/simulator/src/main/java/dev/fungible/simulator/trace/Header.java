package dev.fungible.simulator.trace;

import dev.fungible.configuration.Closest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first row of a file, checked against the one that its format wants. */
final class Header {

  private Header() {}

  /** Refuses a header with other columns, or the same in another order; guesses what was meant. */
  static void require(CsvRow header, List<String> expected) {
    if (!header.texts().equals(expected)) {
      throw wrong(header, String.join(",", expected), guess(header.texts(), expected));
    }
  }

  /** The refusal of the header; one of another format is named in place of the guess. */
  static BadTrace wrong(CsvRow header, String expected, @Nullable String guess) {
    Optional<TraceFormat> format = TraceFormat.ofHeader(header.texts());
    return BadTrace.value(
        header.at(),
        "header",
        String.join(",", header.texts()),
        expected,
        format.map(f -> "it is a file of " + f.title()).orElse(guess));
  }

  private static @Nullable String guess(List<String> names, List<String> expected) {
    for (int i = 0; i < Math.min(names.size(), expected.size()); i++) {
      String name = names.get(i);
      Optional<String> closest = Closest.to(name, expected);
      if (!name.equals(expected.get(i)) && closest.isPresent()) {
        return name.equals(closest.get())
            ? "the columns in another order"
            : closest.get() + " for " + name;
      }
    }
    return null;
  }
}
