package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalSectionTest {

  private static final String SIGNALS =
      """
      apiVersion: fungible.dev/v1alpha1
      signals:
        prometheus:
          url: https://prometheus.monitoring/prefix
          every: 30s
          caFile: /etc/prometheus/ca.crt
        queries:
          chat-busy: {query: 'avg(vllm:kv_cache_usage_perc{job="chat"})', maxAge: 5m}
          chat-waiting: {query: "sum(vllm:num_requests_waiting)"}
      """;

  private final PolicyRegistry installed = PolicyRegistry.load(getClass().getClassLoader());

  @Test
  void readsTheServerAndTheQueries() {
    SignalSettings signals = read(SIGNALS).signals();

    assertThat(signals.prometheus())
        .isEqualTo(
            new PrometheusSettings(
                "https://prometheus.monitoring/prefix",
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                null,
                "/etc/prometheus/ca.crt"));
    assertThat(signals.queries().keySet()).containsExactly("chat-busy", "chat-waiting");
    assertThat(signals.queries().get("chat-waiting"))
        .isEqualTo(new QuerySettings("sum(vllm:num_requests_waiting)", Duration.ofMinutes(2)));
  }

  @Test
  void policiesNameSignalsThatThereAre() {
    Configuration configuration = read(SIGNALS + slo("chat-waiting"));

    String written = new ConfigurationWriter().write(configuration);

    assertThat(written).contains("signal: chat-waiting", "kind: QueueLength", "target: 2.0");
    assertThat(read(written)).isEqualTo(configuration);
  }

  @Test
  void aSignalThatIsNotThereIsRefusedWhereItIsNamed() {
    assertThatThrownBy(() -> read(SIGNALS + slo("chat-wating")))
        .hasMessage(
            "fungible.yaml:16:22: policies[0].settings.classes.inference.objectives[0].signal is"
                + " \"chat-wating\"; expected one of chat-busy, chat-waiting. Maybe chat-waiting?");
    assertThatThrownBy(() -> read("apiVersion: fungible.dev/v1alpha1\n" + slo("chat")))
        .hasMessageContaining("expected the name of a signal, and signals.queries has none.");
  }

  @Test
  void objectivesThatCannotBeAreRefusedWithTheirPlace() {
    String two = slo("chat-waiting").replace("QueueLength, target: 2", "QueueLength, target: 0");

    assertThatThrownBy(() -> read(SIGNALS + two))
        .hasMessage(
            "fungible.yaml:16:63: policies[0].settings.classes.inference.objectives[0].target is 0;"
                + " expected a number above 0.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "up{job=\"a)b\"}",
        "up{job='a\\'b('}",
        "up{job=`a\\`}",
        "sum( # of all )\n up)",
        "rate(x[5m]) / on(a) group_left {__name__=~\"b.*\"}"
      })
  void whatMayBeAnExpressionIsTaken(String query) {
    assertThat(PromQlText.fault(query)).isEmpty();
  }

  @Test
  void thereAreAtMostAHundred() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      lines.add("    s" + i + ": {query: \"1\"}\n");
    }
    String head = SIGNALS.substring(0, SIGNALS.indexOf("    chat-busy"));

    assertThat(read(head + String.join("", lines.subList(0, 100))).signals().queries())
        .hasSize(100);
    assertThatThrownBy(() -> read(head + String.join("", lines)))
        .hasMessageContaining("signals.queries is a mapping with 101 keys; expected at most 100.");
  }

  private static String slo(String signal) {
    return """
        policies:
          - name: slo
            settings:
              classes:
                inference:
                  objectives:
                  - {signal: %s, kind: QueueLength, target: 2}
        """
        .formatted(signal);
  }

  private Configuration read(String document) {
    return new ConfigurationReader(installed).read("fungible.yaml", document.getBytes(UTF_8));
  }
}
