package dev.fungible.e2e.signal;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.configuration.QuerySettings;
import dev.fungible.configuration.SignalSettings;
import dev.fungible.e2e.MeasuredService;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.operator.signal.PrometheusClient;
import dev.fungible.operator.signal.SignalFailure;
import dev.fungible.operator.signal.SignalWatch;
import dev.fungible.scheduler.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PrometheusExtension.class)
class PrometheusTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(3);

  @Test
  void aNumberThatIsScrapedIsTheNumberThatIsRead(MeasuredService service) {
    service.show("requests_waiting{pod=\"a\"}", 3);
    service.show("requests_waiting{pod=\"b\"}", 4);
    PrometheusClient client = client(service);

    eventually(() -> assertThat(client.now("sum(requests_waiting)")).isEqualTo(7));
    assertThat(client.now("requests_waiting{pod=\"a\"}")).isEqualTo(3);
    assertThat(client.now("scalar(sum(requests_waiting)) * 1e3")).isEqualTo(7000);
    refused(client, "requests_waiting", "2 series; expected one. Maybe sum(...)");
    refused(client, "requests_wating", "no series; expected one.");
  }

  @Test
  void whatIsNoNumberIsRefusedAndCanBeCaughtInTheQuery(MeasuredService service) {
    service.show("requests_waiting", "NaN");
    service.show("latency_bucket{le=\"0.1\"}", 0);
    service.show("latency_bucket{le=\"+Inf\"}", 0);
    service.show("latency_count", 0);
    PrometheusClient client = client(service);
    String quantile = "histogram_quantile(0.95, sum by (le) (rate(latency_bucket[5m])))";
    String caught = "(" + quantile + " >= 0) or sum(rate(latency_count[5m])) == 0";

    eventually(() -> refused(client, "requests_waiting", "the number is NaN"));
    eventually(() -> assertThat(client.now(caught)).isZero());
    refused(client, quantile, "Maybe (... >= 0) or sum(rate(requests[5m])) == 0?");
    service.show("latency_bucket{le=\"0.1\"}", 100);
    service.show("latency_bucket{le=\"+Inf\"}", 100);
    service.show("latency_count", 100);
    eventually(() -> assertThat(client.now(caught)).isBetween(0.09, 0.1));
    refused(client, "1 / 0", "the number is Infinity");
  }

  @Test
  void whatIsWrongWithAQueryIsSaidByTheServerInOneLine(MeasuredService service) {
    PrometheusClient client = client(service);

    refused(client, "sum(requests_waiting", "400 bad_data: invalid parameter \"query\": 1:");
    refused(client, "summ(up)", "unknown function with name \"summ\"");
    refused(client, "up[1m]", "a range of numbers; expected one.");
    refused(client, "\"up\"", "a string; expected a number");
    Instant now = Instant.now();
    assertThatThrownBy(
            () -> client.between("up[1m]", now.minusSeconds(60), now, Duration.ofSeconds(15)))
        .hasMessageContaining("400 bad_data")
        .hasMessageContaining("range vector");
  }

  @Test
  void aSignalWhoseServiceIsDownGrowsOldAndComesBack(MeasuredService service) {
    service.show("requests_waiting", 3);
    try (SignalWatch watch = watching(service)) {
      eventually(() -> assertThat(signal(watch).valueAt(Instant.now())).hasValue(3));

      service.setUp(false);
      eventually(() -> assertThat(signal(watch).valueAt(Instant.now())).isEmpty());
      assertThat(signal(watch).doubtAt(Instant.now())).contains("s ago (no series; expected one.");
      assertThat(watch.problems())
          .singleElement()
          .asString()
          .startsWith("Signal waiting: no series");

      service.show("requests_waiting", 5);
      service.setUp(true);
      eventually(() -> assertThat(signal(watch).valueAt(Instant.now())).hasValue(5));
      assertThat(watch.problems()).isEmpty();
    }
  }

  @Test
  void aPrometheusThatIsAwayIsAProblemUntilItIsBack(MeasuredService service) {
    service.show("requests_waiting", 3);
    try (SignalWatch watch = watching(service)) {
      eventually(() -> assertThat(signal(watch).valueAt(Instant.now())).hasValue(3));

      service.prometheus().stop();
      eventually(() -> assertThat(signal(watch).valueAt(Instant.now())).isEmpty());
      assertThat(watch.problems()).singleElement().asString().contains("no answer to query");

      service.prometheus().start();
      eventually(() -> assertThat(signal(watch).valueAt(Instant.now())).hasValue(3));
    }
  }

  @Test
  void whoeverComesLaterKnowsThePastAsWell(MeasuredService service) {
    PrometheusClient client = client(service);
    for (int waiting : new int[] {9, 3}) {
      service.show("requests_waiting", waiting);
      // The past is read second by second: what was for less may lie in between.
      String seconds = "count_over_time((requests_waiting==" + waiting + ")[1m:1s])";
      eventually(() -> assertThat(client.now(seconds)).isGreaterThan(3));
    }

    try (SignalWatch watch = watching(service)) {
      eventually(() -> assertThat(signal(watch).valueAt(Instant.now())).hasValue(3));
      var samples = signal(watch).samples();
      assertThat(samples.maxWithin(Duration.ofMinutes(1), Instant.now())).hasValue(9);
    }
  }

  private static void refused(PrometheusClient client, String query, String reason) {
    assertThatThrownBy(() -> client.now(query))
        .isInstanceOf(SignalFailure.class)
        .hasMessageContaining(reason)
        .message()
        .satisfies(message -> assertThat(message.lines().toList()).hasSize(1));
  }

  private static PrometheusClient client(MeasuredService service) {
    return new PrometheusClient(settings(service));
  }

  private static Signal signal(SignalWatch watch) {
    return watch.signals().getFirst();
  }

  private static SignalWatch watching(MeasuredService service) {
    SignalWatch watch = new SignalWatch(InstantSource.system(), signal -> {});
    TreeMap<String, QuerySettings> queries = new TreeMap<>();
    queries.put("waiting", new QuerySettings("requests_waiting", MAX_AGE));
    watch.use(new SignalSettings(settings(service), queries));
    return watch;
  }

  private static PrometheusSettings settings(MeasuredService service) {
    return new PrometheusSettings(
        service.prometheus().url(), Duration.ofSeconds(10), Duration.ofSeconds(1), null, null);
  }
}
