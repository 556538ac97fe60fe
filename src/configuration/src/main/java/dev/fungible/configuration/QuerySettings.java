package dev.fungible.configuration;

import dev.fungible.scheduler.settings.SettingException;
import java.time.Duration;
import java.util.Map;

/**
 * How a signal is measured.
 *
 * @param query in PromQL, for one number: a scalar, or a vector of one series
 * @param maxAge how old an answer may be before the signal says nothing, from 1s to 1h
 */
public record QuerySettings(String query, Duration maxAge) {

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofHours(1);

  public QuerySettings {
    String text = query;
    PromQlText.fault(query)
        .ifPresent(
            fault -> {
              throw new SettingException("query", text, "a PromQL expression (" + fault + ")");
            });
    if (maxAge.compareTo(LEAST) < 0 || maxAge.compareTo(MOST) > 0) {
      throw new SettingException("maxAge", maxAge, "a time from " + LEAST + " to " + MOST);
    }
  }

  /** What a query may leave out. */
  static Map<String, Object> defaults() {
    return Map.of("maxAge", Duration.ofMinutes(2));
  }
}
