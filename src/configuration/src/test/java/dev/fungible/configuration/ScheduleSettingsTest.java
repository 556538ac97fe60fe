package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What documents may say to the policy {@code schedule}, and how others are refused. */
class ScheduleSettingsTest {

  private static final String WINDOW =
      "{workloadClass: inference, nodes: 20, start: \"0 0 7 ? * MON-FRI\", duration: 12h}";
  private static final String OVERRIDE =
      "{workloadClass: inference, nodes: 0, from: 2026-12-24T00:00, to: 2026-12-27T00:00}";

  private final ConfigurationReader reader =
      new ConfigurationReader(PolicyRegistry.load(getClass().getClassLoader()));

  @Test
  void readsBackWhatIsWritten() {
    Configuration configuration =
        read(
            "zone: Europe/Berlin, windows: ["
                + WINDOW
                + ", {workloadClass: ranking, nodes: 3, start: \"0 0 9 ? * MON#1\", duration: 1d,"
                + " tier: Protect, weight: 2, zone: Asia/Tokyo}], overrides: ["
                + OVERRIDE
                + ", {workloadClass: ranking, nodes: 9, from: 2026-11-27T00:00-05:00,"
                + " to: 2026-11-28T00:00:00Z, tier: guarantee}]");
    String written = new ConfigurationWriter().write(configuration);
    assertThat(reader.read("again.yaml", written.getBytes(UTF_8))).isEqualTo(configuration);
    assertThat(written)
        .contains("zone: Europe/Berlin")
        .contains("start: \"0 0 7 ? * MON-FRI\"")
        .contains("from: \"2026-12-24T00:00\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone: CET+1 | settings.zone is \"CET+1\"; expected a time zone",
        "zone: europe/berlin | expected a time zone such as Europe/Berlin or UTC. Maybe Europe/Berlin?",
        "margin: 2d | settings.margin is \"2d\"; expected a time from 0s to PT24H.",
        "windows: [{workloadClass: inference, nodes: 1, start: '@daily', duration: 1h}]"
            + " | settings.windows[0].start is \"@daily\"; expected a Quartz cron expression",
        "windows: [{workloadClass: inference, nodes: 1, start: '0 7 * * 1-5', duration: 1h}]"
            + " | Maybe \"0 0 7 ? * MON-FRI\"?",
        "windows: [{workloadClass: infrence, nodes: 1, start: '0 0 7 ? * MON', duration: 1h}]"
            + " | settings.windows[0].workloadClass is \"infrence\"; expected one of training,",
        "windows: [{workloadClass: inference, nodes: -1, start: '0 0 7 ? * MON', duration: 1h}]"
            + " | settings.windows[0].nodes is -1; expected a whole number of at least 0.",
        "windows: [{workloadClass: inference, nodes: 1, start: '0 0 7 ? * MON', duration: 0s}]"
            + " | settings.windows[0].duration is \"0s\"; expected a time above 0s",
        "windows: [{workloadClass: inference, nodes: 1, start: '0 0 7 ? * MON'}]"
            + " | settings.windows[0].duration is missing; expected a time",
        "overrides: [{workloadClass: ranking, nodes: 1, from: 2026-12-27T00:00,"
            + " to: 2026-12-27T00:00+01:00}]"
            + " | settings.overrides[0].to is \"2026-12-27T00:00+01:00\"; expected a moment after",
        "overrides: [{workloadClass: ranking, nodes: 1, from: 2026-12-27, to: 2026-12-28T00:00}]"
            + " | settings.overrides[0].from is \"2026-12-27\"; expected a moment such as"
            + " 2026-12-24T00:00 or 2026-12-24T00:00:00Z. Maybe 2026-12-27T00:00?"
      })
  void isRefusedWithPathValueAndExpectation(String settings, String message) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("fungible.yaml:")
        .hasMessageContaining(message);
  }

  private Configuration read(String settings) {
    String document =
        "apiVersion: fungible.dev/v1alpha1\npolicies: [{name: schedule, settings: {"
            + settings
            + "}}]\n";
    return reader.read("fungible.yaml", document.getBytes(UTF_8));
  }
}
