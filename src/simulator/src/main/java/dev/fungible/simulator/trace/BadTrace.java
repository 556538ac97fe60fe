package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A trace file that cannot be used: where, what was found, what was expected, and a guess. */
public final class BadTrace extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 60;

  private final String file;
  private final long line;
  private final String value;
  private final String expected;
  private final @Nullable String maybe;

  private BadTrace(
      Location at, String found, String value, String expected, @Nullable String maybe) {
    super(message(at, found, expected, maybe));
    this.file = at.file().toString();
    this.line = at.line();
    this.value = value;
    this.expected = expected;
    this.maybe = maybe;
  }

  /** A field whose value does not do. */
  static BadTrace value(
      Location at, String field, String value, String expected, @Nullable String maybe) {
    return new BadTrace(at, field + " is " + quoted(value), value, expected, maybe);
  }

  /** A file or a row that is wrong as a whole; {@code found} is a clause such as "row has ...". */
  static BadTrace shape(Location at, String found, String expected, @Nullable String maybe) {
    return new BadTrace(at, found, "", expected, maybe);
  }

  /** The file, or folder, as it was given. */
  public Path file() {
    return Path.of(file);
  }

  /** The line, from 1; empty when the fault is that of the file as a whole. */
  public OptionalLong line() {
    return line == 0 ? OptionalLong.empty() : OptionalLong.of(line);
  }

  /** The value that does not do; empty when the fault is not one of a value. */
  public String value() {
    return value;
  }

  /** What would have done, to follow the word "expected". */
  public String expected() {
    return expected;
  }

  /** What was perhaps meant. */
  public Optional<String> maybe() {
    return Optional.ofNullable(maybe);
  }

  private static String message(
      Location at, String found, String expected, @Nullable String maybe) {
    String guess = maybe == null ? "" : " Maybe " + maybe + "?";
    return at + ": " + found + "; expected " + expected + "." + guess;
  }

  /** The text in quotes, short and without characters that a terminal would act on. */
  private static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> shown.appendCodePoint(c < ' ' || (c >= 0x7f && c < 0xa0) ? '?' : c));
    return shown
        .append(text.codePointCount(0, text.length()) > LONGEST_QUOTE ? "…\"" : "\"")
        .toString();
  }
}
