package dev.fungible.operator.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An API server that answers the requests for a path one after the other as it was told to, and
 * leaves a request waiting for which it has not been told anything yet.
 */
public final class ScriptedServer implements AutoCloseable {

  /** What one request gets. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final Map<String, BlockingQueue<Answer>> script = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A client of it. */
  public KubeApi api(Duration timeout) {
    ApiClient client = new ApiClient();
    client.setBasePath(url());
    return KubeApi.of(client, timeout);
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next requests for that path get these, a request each. */
  public ScriptedServer at(String path, Answer... answers) {
    queue(path).addAll(List.of(answers));
    return this;
  }

  /** The requests that came, in order: {@code METHOD path?query}. */
  public List<String> requests() {
    return requests;
  }

  /** This status and body. */
  public static Answer status(int code, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** A page of a list. */
  public static Answer page(String version, String next, String... objects) {
    return status(
        200,
        """
        {"kind": "List", "metadata": {"resourceVersion": "%s", "continue": "%s"}, "items": [%s]}
        """
            .formatted(version, next, String.join(",", objects)));
  }

  /** An answer that stops in the middle. */
  public static Answer cutOff(String beginning) {
    return exchange -> {
      exchange.sendResponseHeaders(200, beginning.length() + 100L);
      exchange.getResponseBody().write(beginning.getBytes(UTF_8));
      exchange.getResponseBody().flush();
    };
  }

  /** A watch that ends after these events. */
  public static Answer events(String... events) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      for (String event : events) {
        exchange.getResponseBody().write((event + "\n").getBytes(UTF_8));
      }
      exchange.getResponseBody().close();
    };
  }

  /** A watch whose events come when the test sends them, and which does not end. */
  public static final class Watch implements Answer {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    public Watch send(String event) {
      events.add(event);
      return this;
    }

    @Override
    public void to(HttpExchange exchange) throws IOException, InterruptedException {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      while (true) {
        exchange.getResponseBody().write((events.take() + "\n").getBytes(UTF_8));
        exchange.getResponseBody().flush();
      }
    }
  }

  private BlockingQueue<Answer> queue(String path) {
    return script.computeIfAbsent(path, key -> new LinkedBlockingQueue<>());
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    try {
      queue(exchange.getRequestURI().getPath()).take().to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
