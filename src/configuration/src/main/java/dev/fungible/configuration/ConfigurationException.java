package dev.fungible.configuration;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A configuration that cannot be used: where, what was found, what was expected, and a guess. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final String path;
  private final int line;
  private final int column;
  private final String value;
  private final String expected;
  private final @Nullable String maybe;

  private ConfigurationException(
      Place place, String found, String value, String expected, @Nullable String maybe) {
    super(message(place, found, expected, maybe));
    this.source = place.source();
    this.path = place.path();
    this.line = place.line();
    this.column = place.column();
    this.value = value;
    this.expected = expected;
    this.maybe = maybe;
  }

  /** A value that does not do. */
  static ConfigurationException value(YamlValue value, String expected, @Nullable String maybe) {
    Place place = value.place();
    String subject = place.path().isEmpty() ? "the document" : place.path();
    String found = subject + " is " + value.shown();
    return new ConfigurationException(place, found, value.text(), expected, maybe);
  }

  /**
   * Something else that does not do; {@code found} is a clause that quotes {@code value}, if any.
   */
  static ConfigurationException shape(
      Place place, String found, String value, String expected, @Nullable String maybe) {
    return new ConfigurationException(place, found, value, expected, maybe);
  }

  /** The document's name, as it was given. */
  public String source() {
    return source;
  }

  /**
   * Where in the document's tree, like {@code policies[1].settings.headroom}; empty for its root.
   */
  public String path() {
    return path;
  }

  /** The line, from 1, where it is known. */
  public OptionalInt line() {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }

  /** The column, from 1, where it is known. */
  public OptionalInt column() {
    return column == 0 ? OptionalInt.empty() : OptionalInt.of(column);
  }

  /** The value or key that does not do, as written; empty where the fault is not that of one. */
  public String value() {
    return value;
  }

  /** What would have done, to follow the word "expected". */
  public String expected() {
    return expected;
  }

  /** What was perhaps meant, to follow the word "Maybe". */
  public Optional<String> maybe() {
    return Optional.ofNullable(maybe);
  }

  private static String message(
      Place place, String found, String expected, @Nullable String maybe) {
    String guess = maybe == null ? "" : " Maybe " + maybe + "?";
    return place + ": " + found + "; expected " + expected + "." + guess;
  }
}
