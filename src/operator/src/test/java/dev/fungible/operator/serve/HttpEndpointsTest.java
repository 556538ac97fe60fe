package dev.fungible.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {

  private static final Check GOOD = Check.of("configuration", Optional::empty);
  private static final Check BAD = Check.of("nodes", () -> Optional.of("not listed yet"));
  private static final Check BROKEN =
      Check.of(
          "broken",
          () -> {
            throw new IllegalStateException("oops");
          });

  private final Exposition shown = new Exposition();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<HttpEndpoints> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(HttpEndpoints::close);
    client.close();
  }

  @Test
  void everyCheckIsListedAndOneProblemIsEnough() throws Exception {
    HttpEndpoints endpoints = start(List.of(GOOD), List.of(GOOD, BAD, BROKEN));

    HttpResponse<String> live = get(endpoints, "/livez");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("configuration: ok\n");

    HttpResponse<String> ready = get(endpoints, "/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo(
            """
            configuration: ok
            nodes: not listed yet
            broken: java.lang.IllegalStateException: oops
            """);
  }

  @Test
  void withoutChecksAllIsWell() throws Exception {
    HttpResponse<String> live = get(start(List.of(), List.of()), "/livez");

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("ok\n");
  }

  @Test
  void metricsComeInTheFormatThatIsAskedFor() throws Exception {
    shown.registry().counter("fungible.passes").increment();
    HttpEndpoints endpoints = start(List.of(), List.of());

    HttpResponse<String> plain = get(endpoints, "/metrics");
    assertThat(plain.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(plain.body()).contains("fungible_passes_total 1.0").doesNotContain("# EOF");

    HttpResponse<String> open =
        send(
            HttpRequest.newBuilder(at(endpoints, "/metrics"))
                .header("Accept", "application/openmetrics-text; version=1.0.0; charset=utf-8")
                .build());
    assertThat(open.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(open.body()).contains("# TYPE fungible_passes counter").endsWith("# EOF\n");
  }

  @Test
  void headHasNoBodyAndOtherMethodsAndPathsAreRefused() throws Exception {
    HttpEndpoints endpoints = start(List.of(), List.of(BAD));

    HttpResponse<String> head =
        send(HttpRequest.newBuilder(at(endpoints, "/readyz")).HEAD().build());
    assertThat(head.statusCode()).isEqualTo(503);
    assertThat(head.body()).isEmpty();

    HttpResponse<String> post =
        send(
            HttpRequest.newBuilder(at(endpoints, "/livez"))
                .POST(BodyPublishers.ofString("x".repeat(100_000)))
                .build());
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");

    for (String path : List.of("/", "/livez/", "/livezz", "/metrics/x", "/%2e%2e/etc")) {
      assertThat(get(endpoints, path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void turnsAwayWhatIsTooMuchAtOnce() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Semaphore inside = new Semaphore(0);
    Check slow =
        Check.of(
            "slow",
            () -> {
              inside.release();
              awaitQuietly(release);
              return Optional.empty();
            });
    HttpEndpoints endpoints = start(List.of(slow), List.of());
    HttpRequest request = HttpRequest.newBuilder(at(endpoints, "/livez")).build();
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asked.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    inside.acquire(16);

    assertThat(get(endpoints, "/livez").statusCode()).isEqualTo(503);
    release.countDown();

    for (CompletableFuture<HttpResponse<String>> answer : asked) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
    assertThat(get(endpoints, "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyAnswersOnceItIsClosed() throws Exception {
    HttpEndpoints endpoints = start(List.of(), List.of());
    get(endpoints, "/livez");

    endpoints.close();

    assertThatThrownBy(() -> get(endpoints, "/livez")).isInstanceOf(ConnectException.class);
  }

  private HttpEndpoints start(List<Check> live, List<Check> ready) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpEndpoints endpoints = new HttpEndpoints(address, shown.registry(), live, ready);
    started.add(endpoints);
    return endpoints;
  }

  private HttpResponse<String> get(HttpEndpoints endpoints, String path) throws Exception {
    return send(HttpRequest.newBuilder(at(endpoints, path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private static URI at(HttpEndpoints endpoints, String path) {
    return URI.create("http://127.0.0.1:" + endpoints.port() + path);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
