package dev.fungible.cli;

import dev.fungible.configuration.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import picocli.CommandLine.TypeConversionException;

/** An option whose value cannot be used. */
final class BadOption extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String TIMES = "expected for example 45s, 30m, 1h30m or 2d";

  /**
   * A refusal.
   *
   * @param option as it is written on the command line
   * @param value what was given
   * @param expected what would have done, to follow the word "expected"
   */
  BadOption(String option, Object value, String expected) {
    super(option + " is \"" + value + "\"; expected " + expected);
  }

  /** A refusal in a sentence of its own. */
  BadOption(String message) {
    super(message);
  }

  /** Reads a time that is the value of an option. */
  static Duration duration(String text) {
    return DurationText.parse(text)
        .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is no time; " + TIMES));
  }

  /** Reads a day that is the value of an option. */
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "\"" + text + "\" is no day; expected for example 2026-03-02");
    }
  }

  /** Reads a time that is a part of an option's value. */
  static Duration duration(String option, String text) {
    return DurationText.parse(text)
        .orElseThrow(() -> new BadOption(option + ": \"" + text + "\" is no time; " + TIMES));
  }
}
