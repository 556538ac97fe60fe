package dev.fungible.operator.signal;

import static dev.fungible.operator.kube.ScriptedServer.cutOff;
import static dev.fungible.operator.kube.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.operator.kube.ScriptedServer;
import dev.fungible.operator.kube.ScriptedServer.Answer;
import dev.fungible.scheduler.model.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusClientTest {

  private static final String QUERY = "/api/v1/query";
  private static final String RANGE = "/api/v1/query_range";
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00.250Z");

  private final ScriptedServer server = new ScriptedServer();
  private final PrometheusClient client = client("", Duration.ofSeconds(10));

  @TempDir private Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void oneSeriesIsANumberAndSoIsAScalar() {
    server.at(QUERY, vector("[1.5,\"21\"]"), data("scalar", "[1.5,\"1e-3\"]"));

    assertThat(client.now("sum(a{b=\"c d\"})")).isEqualTo(21);
    assertThat(client.now("scalar(x)")).isEqualTo(0.001);
    assertThat(server.requests().getFirst())
        .startsWith("GET /api/v1/query?query=sum%28a%7Bb%3D%22c%20d%22%7D%29&timeout=10.000");
  }

  @ParameterizedTest(name = "{0} {1} says {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "vector; []; no series",
        "vector; [{\"value\":[1,\"2\"]},{\"value\":[1,\"3\"]}]; 2 series; expected one",
        "vector; [{\"value\":[1,\"NaN\"]}]; the number is NaN",
        "vector; [{\"value\":[1,\"+Inf\"]}]; the number is Infinity",
        "vector; [{\"value\":[1,\"-Inf\"]}]; the number is -Infinity",
        "vector; [{\"value\":[1,\"two\"]}]; \"two\" in the place of a number",
        "vector; [{\"histogram\":[1,{}]}]; \"\" in the place of a number",
        "matrix; []; a range of numbers",
        "string; [1,\"2\"]; a string; expected a number",
        "; []; a ; expected a number"
      })
  void whatIsNotOneNumberIsRefused(String type, String result, String said) {
    server.at(QUERY, data(type == null ? "" : type, result));

    assertThatThrownBy(() -> client.now("x"))
        .isInstanceOf(SignalFailure.class)
        .hasMessageContaining(said);
  }

  @Test
  void allSeriesOfAVectorAreReadByTheirLabels() {
    server.at(
        QUERY,
        data(
            "vector",
            """
            [{"metric":{"pool":"b","class":"x"},"value":[1,"2"]},
             {"metric":{"pool":"a","class":"x"},"value":[1,"0.5"]},
             {"metric":{"pool":"c"},"value":[1,"NaN"]}]
            """),
        data("scalar", "[1,\"2\"]"));

    var numbers = client.allAt("sum by (pool,class) (x)", NOW);

    assertThat(numbers).hasSize(2).containsEntry(labels("class", "x", "pool", "a"), 0.5);
    assertThat(server.requests().getFirst()).contains("&time=" + NOW.getEpochSecond() + ".250");
    assertThatThrownBy(() -> client.allAt("1", NOW)).hasMessageContaining("expected a vector");
  }

  @Test
  void allSeriesOfARangeAreReadByTheirLabels() {
    server.at(
        RANGE,
        data(
            "matrix",
            """
            [{"metric":{"class":"a"},"values":[[60,"1"],[120,"NaN"],[180,"3"]]},
             {"metric":{"class":"b"},"values":[[60,"7"]]}]
            """));

    var series = client.allBetween("x", NOW.minusSeconds(600), NOW, Duration.ofSeconds(60));

    assertThat(series).hasSize(2);
    TimeSeries first = series.get(labels("class", "a"));
    assertThat(first).isNotNull();
    assertThat(first.size()).isEqualTo(2);
    assertThat(first.valueOf(1)).isEqualTo(3);
  }

  @Test
  void morePointsThanAServerGivesAreNotAskedFor() {
    Instant weekAgo = NOW.minus(Duration.ofDays(7));

    assertThatThrownBy(() -> client.allBetween("x", weekAgo, NOW, Duration.ofSeconds(30)))
        .isInstanceOf(SignalFailure.class)
        .hasMessageContaining("20161 points a series; expected at most 11000");
    assertThat(server.requests()).isEmpty();
  }

  private static SortedMap<String, String> labels(String... pairs) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], pairs[i + 1]);
    }
    return labels;
  }

  @Test
  void whatTheServerSaysAgainstAQueryIsPassedOn() {
    server.at(
        QUERY,
        status(
            400,
            """
            {"status":"error","errorType":"bad_data","error":"1:5: parse error: unexpected\\nend"}
            """),
        status(503, "{\"status\":\"error\",\"errorType\":\"unavailable\"}"),
        status(502, "<html>Bad gateway</html>"),
        status(200, "hello"),
        status(200, ""),
        status(302, ""));

    refusedWith("400 bad_data: 1:5: parse error: unexpected end");
    refusedWith("503 unavailable: no reason given");
    refusedWith("502, which is not Prometheus' answer: <html>Bad gateway</html>");
    refusedWith("200, which is not Prometheus' answer: hello");
    refusedWith("200, which is not Prometheus' answer: ");
    refusedWith("302, which is not Prometheus' answer: ");
  }

  @Test
  void anAnswerThatItDoubtsItselfIsNone() {
    server.at(
        QUERY,
        status(
            200,
            """
            {"status":"success","warnings":["a store is away"],
             "data":{"resultType":"vector","result":[{"value":[1,"2"]}]}}
            """));

    refusedWith("answered with a warning: a store is away");
  }

  @Test
  void anAnswerThatIsTooLongTooLateOrCutOffIsNone() {
    PrometheusClient hasty = client("", Duration.ofMillis(300));
    server.at(
        QUERY,
        status(200, " ".repeat((1 << 20) + 1)),
        cutOff("{\"status\":"),
        exchange -> Thread.sleep(Duration.ofMinutes(1)));

    refusedWith("the answer has more than 1048576 bytes");
    refusedWith("no answer to query from 127.0.0.1");
    assertThatThrownBy(() -> hasty.now("x")).hasMessageContaining("timeout");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    server.close();

    refusedWith("no answer to query from 127.0.0.1: java.net.ConnectException");
  }

  @Test
  void thePastIsAskedForInStepsAndWhatIsNoNumberIsLeftOut() {
    server.at(
        RANGE,
        data(
            "matrix",
            "[{\"values\":[[1.5,\"1\"],[2.5,\"NaN\"],[3.5,\"3\"],[3.5,\"4\"],[2,\"5\"]]}]"),
        data("matrix", "[]"));
    Instant from = NOW.minusSeconds(60);

    TimeSeries samples = client.between("x", from, NOW, Duration.ofSeconds(15));

    assertThat(samples.size()).isEqualTo(2);
    assertThat(samples.timeOf(1)).isEqualTo(Instant.ofEpochMilli(3500));
    assertThat(samples.valueOf(1)).isEqualTo(3);
    assertThat(server.requests().getFirst())
        .contains("start=1772441940.250", "end=1772442000.250", "step=15.000");
    assertThat(client.between("x", from, NOW, Duration.ofSeconds(15)).size()).isZero();
  }

  @Test
  void theAddressMayHaveAPath() {
    server.at("/select/0/prometheus/api/v1/query", vector("[1,\"2\"]"), vector("[1,\"3\"]"));

    assertThat(client("/select/0/prometheus", Duration.ofSeconds(10)).now("x")).isEqualTo(2);
    assertThat(client("/select/0/prometheus/", Duration.ofSeconds(10)).now("x")).isEqualTo(3);
  }

  @Test
  void authoritiesThatCannotBeReadAreNamed() throws IOException {
    Path empty = Files.writeString(folder.resolve("ca.crt"), "");

    assertThatThrownBy(() -> trusting(folder.resolve("none.crt")))
        .hasMessageContaining("cannot read the authorities to trust")
        .hasMessageContaining("none.crt");
    assertThatThrownBy(() -> trusting(empty)).hasMessageContaining("holds no certificates");
  }

  private static PrometheusClient trusting(Path file) {
    return new PrometheusClient(
        new PrometheusSettings(
            "https://127.0.0.1:1",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            null,
            file.toString()));
  }

  private void refusedWith(String message) {
    assertThatThrownBy(() -> client.now("x"))
        .isInstanceOf(SignalFailure.class)
        .hasMessageStartingWith(message)
        .message()
        .satisfies(said -> assertThat(said.lines().toList()).hasSize(1))
        .satisfies(said -> assertThat(said.length()).isLessThan(310));
  }

  private PrometheusClient client(String path, Duration timeout) {
    return new PrometheusClient(
        new PrometheusSettings(server.url() + path, timeout, Duration.ofSeconds(1), null, null));
  }

  static Answer vector(String sample) {
    return data("vector", "[{\"metric\":{},\"value\":" + sample + "}]");
  }

  static Answer data(String type, String result) {
    return status(
        200,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}"
            .formatted(type, result));
  }
}
