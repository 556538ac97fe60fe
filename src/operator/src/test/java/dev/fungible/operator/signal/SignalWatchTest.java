package dev.fungible.operator.signal;

import static dev.fungible.operator.kube.ScriptedServer.status;
import static dev.fungible.operator.signal.PrometheusClientTest.data;
import static dev.fungible.operator.signal.PrometheusClientTest.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.configuration.QuerySettings;
import dev.fungible.configuration.SignalSettings;
import dev.fungible.operator.kube.ScriptedServer;
import dev.fungible.scheduler.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalWatchTest {

  private static final String QUERY = "/api/v1/query";
  private static final String RANGE = "/api/v1/query_range";

  private final ScriptedServer server = new ScriptedServer();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final SignalWatch watch = new SignalWatch(InstantSource.system(), failures::add);

  @AfterEach
  void close() {
    watch.close();
    server.close();
  }

  @Test
  void aSignalBeginsWithThePastAndGoesOnByItself() {
    long earlier = Instant.now().getEpochSecond() - 60;
    server.at(RANGE, data("matrix", "[{\"values\":[[" + earlier + ",\"7\"]]}]"));
    server.at(QUERY, vector("[1,\"8\"]"), vector("[1,\"9\"]"));

    watch.use(queries("a"));

    await().untilAsserted(() -> assertThat(values()).containsExactly(7.0, 8.0, 9.0));
    assertThat(signal().maxAge()).isEqualTo(Duration.ofSeconds(30));
    assertThat(watch.problems()).isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void aFailureKeepsTheLastNumberAndSaysWhatIsWrong() {
    server.at(RANGE, data("matrix", "[]"));
    server.at(QUERY, vector("[1,\"8\"]"), status(503, "away"));

    watch.use(queries("a"));

    await().until(() -> !watch.problems().isEmpty());
    assertThat(watch.problems())
        .containsExactly("Signal a: 503, which is not Prometheus' answer: away");
    assertThat(values()).containsExactly(8.0);
    assertThat(failures).containsExactly("a");
    assertThat(signal().valueAt(Instant.now())).hasValue(8);

    server.at(QUERY, vector("[1,\"10\"]"));
    await().untilAsserted(() -> assertThat(values()).containsExactly(8.0, 10.0));
    assertThat(watch.problems()).isEmpty();
  }

  @Test
  void aPastThatCannotBeReadHoldsUpNothing() {
    server.at(RANGE, status(422, "too much"));
    server.at(QUERY, vector("[1,\"8\"]"), vector("[1,\"9\"]"));

    watch.use(queries("a"));

    await().untilAsserted(() -> assertThat(values()).containsExactly(8.0, 9.0));
    assertThat(watch.problems()).isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void whatWasMeasuredBeforeTheClockWentBackIsForgotten() {
    QuerySettings query = new QuerySettings("up", Duration.ofSeconds(30));
    SignalTrack track = new SignalTrack("a", query, Duration.ofSeconds(1));
    Instant now = Instant.EPOCH.plusSeconds(1000);
    for (int second : new int[] {0, 600, 601, 1}) {
      track.measured(now.plusSeconds(second), second);
    }

    assertThat(track.signal().valueAt(now.plusSeconds(1))).hasValue(1);
    assertThat(track.signal().samples().size()).isEqualTo(2);
  }

  @Test
  void aServerThatNeverAnswersHoldsUpNobody() {
    watch.use(queries("a", "b", "c", "d", "e", "f"));

    await().until(() -> server.requests().size() >= 4);
    assertThat(watch.signals()).hasSize(6).allMatch(signal -> signal.measuredAt().isEmpty());
    assertThat(server.requests()).as("a few at a time").hasSize(4);
  }

  @Test
  void whatStaysTheSameInTheConfigurationIsNotForgotten() {
    server.at(RANGE, data("matrix", "[]"));
    server.at(QUERY, vector("[1,\"8\"]"));
    watch.use(queries("a"));
    await().untilAsserted(() -> assertThat(values()).containsExactly(8.0));

    watch.use(queries("a", "b"));

    assertThat(watch.signals()).extracting(Signal::name).containsExactly("a", "b");
    assertThat(values()).startsWith(8.0);

    watch.use(SignalSettings.defaults());
    assertThat(watch.signals()).isEmpty();
  }

  @Test
  void anotherQueryUnderTheNameBeginsAnew() {
    server.at(RANGE, data("matrix", "[]"));
    server.at(QUERY, vector("[1,\"8\"]"));
    watch.use(queries("a"));
    await().untilAsserted(() -> assertThat(values()).containsExactly(8.0));

    TreeMap<String, QuerySettings> queries = new TreeMap<>();
    queries.put("a", new QuerySettings("another", Duration.ofSeconds(30)));
    watch.use(new SignalSettings(prometheus(), queries));

    assertThat(signal().samples().size()).isZero();
    await().until(() -> server.requests().getLast().contains("query=another"));
  }

  @Test
  void oneLookWaitsForTheFirstTryOfEach() throws InterruptedException {
    server.at(RANGE, data("matrix", "[]"), data("matrix", "[]"));
    server.at(QUERY, vector("[1,\"8\"]"), status(500, "broken"));

    watch.use(queries("a", "b"));
    watch.awaitTried(Duration.ofSeconds(30));

    assertThat(watch.signals())
        .extracting(signal -> signal.measuredAt().isPresent())
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void nothingIsAskedOnceItIsClosed() {
    watch.use(queries("a"));
    await().until(() -> server.requests().size() == 1);

    watch.close();

    server.at(QUERY, vector("[1,\"8\"]"));
    await().during(Duration.ofSeconds(1)).until(() -> server.requests().size() == 1);
  }

  private Signal signal() {
    return watch.signals().getFirst();
  }

  private List<Double> values() {
    var samples = signal().samples();
    return IntStream.range(0, samples.size()).mapToObj(samples::valueOf).toList();
  }

  private SignalSettings queries(String... names) {
    TreeMap<String, QuerySettings> queries = new TreeMap<>();
    for (String name : names) {
      queries.put(name, new QuerySettings("up", Duration.ofSeconds(30)));
    }
    return new SignalSettings(prometheus(), queries);
  }

  private PrometheusSettings prometheus() {
    return new PrometheusSettings(
        server.url(), Duration.ofSeconds(30), Duration.ofSeconds(1), null, null);
  }
}
