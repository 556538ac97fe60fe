package dev.fungible.configuration;

import dev.fungible.scheduler.settings.SettingException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Numbers that are measured beside the cluster, for policies to decide by.
 *
 * @param prometheus who is asked
 * @param queries what is asked, by the name of the signal; at most 100
 */
public record SignalSettings(
    PrometheusSettings prometheus, SortedMap<String, QuerySettings> queries) {

  private static final int MOST = 100;

  public SignalSettings {
    if (queries.size() > MOST) {
      throw new SettingException(
          "queries", "a mapping with " + queries.size() + " keys", "at most " + MOST);
    }
    if (!queries.isEmpty() && prometheus.url() == null) {
      String expected = "the address of the server that answers the queries";
      throw new SettingException("prometheus.url", "missing", expected);
    }
    for (Map.Entry<String, QuerySettings> entry : queries.entrySet()) {
      Label.requireLowerKey("queries", entry.getKey());
      Duration maxAge = entry.getValue().maxAge();
      // An answer takes its time: two of them are always further apart than "every".
      Duration least = prometheus.every().multipliedBy(2);
      if (maxAge.compareTo(least) < 0) {
        String expected = "at least twice the time between two questions, " + least;
        throw new SettingException("queries." + entry.getKey() + ".maxAge", maxAge, expected);
      }
    }
    queries = Collections.unmodifiableSortedMap(new TreeMap<>(queries));
  }

  /** What holds where the configuration is silent: there are none. */
  public static SignalSettings defaults() {
    return new SignalSettings(PrometheusSettings.defaults(), new TreeMap<>());
  }
}
