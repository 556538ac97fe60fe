package dev.fungible.operator.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /livez}, {@code /readyz} and {@code /metrics}. Requests beyond a few at once are
 * turned away, and slow ones are cut off, so that nobody who asks can harm who is asked.
 */
public final class HttpEndpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
  private static final int MOST_AT_ONCE = 16;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final PrometheusMeterRegistry registry;
  private final List<Check> live;
  private final List<Check> ready;

  static {
    // The JDK's server reads its limits from there alone, in seconds and connections.
    setIfAbsent("sun.net.httpserver.maxReqTime", 10);
    setIfAbsent("sun.net.httpserver.maxRspTime", 30);
    setIfAbsent("jdk.httpserver.maxConnections", 256);
  }

  /**
   * Listens from now on.
   *
   * @param address where; port 0 is any free one
   * @param registry what {@code /metrics} shows
   * @param live what {@code /livez} asks: a process with a problem here should be restarted
   * @param ready what {@code /readyz} asks: a process with a problem here cannot do its work yet
   * @throws IOException if it cannot listen there
   */
  public HttpEndpoints(
      InetSocketAddress address,
      PrometheusMeterRegistry registry,
      List<Check> live,
      List<Check> ready)
      throws IOException {
    this.registry = registry;
    this.live = List.copyOf(live);
    this.ready = List.copyOf(ready);
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    LOG.info("Listening on {}", server.getAddress());
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Takes no more requests; those under way have a second to end. */
  @Override
  public void close() {
    server.stop((int) GRACE.toSeconds());
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, TEXT, "Only GET and HEAD are answered here\n");
      } else if (!free.tryAcquire()) {
        send(exchange, 503, TEXT, "Too many requests at once\n");
      } else {
        answer(exchange);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      switch (exchange.getRequestURI().getPath()) {
        case "/livez" -> send(exchange, HealthReport.of(live));
        case "/readyz" -> send(exchange, HealthReport.of(ready));
        case "/metrics" -> sendMetrics(exchange);
        default -> send(exchange, 404, TEXT, "Expected /livez, /readyz or /metrics\n");
      }
    } finally {
      free.release();
    }
  }

  private void sendMetrics(HttpExchange exchange) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst("Accept");
    String type = TextFormat.chooseContentType(accepted);
    send(exchange, 200, type, registry.scrape(type));
  }

  private static void send(HttpExchange exchange, HealthReport report) throws IOException {
    send(exchange, report.healthy() ? 200 : 503, TEXT, report.text());
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(code, -1);
    } else {
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void setIfAbsent(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }
}
