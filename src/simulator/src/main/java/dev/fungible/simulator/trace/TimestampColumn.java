package dev.fungible.simulator.trace;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;

/**
 * A column of wall-clock times without a zone.
 *
 * @param name as in the header
 */
record TimestampColumn(String name) {

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2100;

  /** The time in the row's field. */
  LocalDateTime read(CsvRow row, int index) {
    String text = row.text(index);
    try {
      LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
      if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
        return time;
      }
      throw bad(row, text);
    } catch (DateTimeParseException e) {
      throw bad(row, text);
    }
  }

  private BadTrace bad(CsvRow row, String text) {
    return BadTrace.value(
        row.at(),
        name,
        text,
        "a time such as 2026-01-31 23:59:59 in " + FIRST_YEAR + " to " + LAST_YEAR,
        null);
  }
}
