package dev.fungible.cli;

import dev.fungible.configuration.DurationText;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** An option whose value cannot be used. */
final class BadOption extends RuntimeException {

  private static final long serialVersionUID = 1L;

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

  /** Reads a time of an option. */
  static Duration duration(String text) {
    return DurationText.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "\"" + text + "\" is no time; expected for example 45s, 30m, 1h30m or 2d"));
  }
}
