package dev.fungible.operator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fungible.operator.kube.KubeApi;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers as it is told to, and remembers what it was asked to write. */
final class MapServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<String> methods = new CopyOnWriteArrayList<>();
  final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
  volatile String map = "";
  private final HttpServer server;

  MapServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  KubeApi api() {
    ApiClient client = new ApiClient();
    client.setBasePath("http://127.0.0.1:" + server.getAddress().getPort());
    return KubeApi.of(client, Duration.ofSeconds(5));
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    boolean read = exchange.getRequestMethod().equals("GET");
    Integer refusal = read ? null : refusals.poll();
    if (!read) {
      methods.add(exchange.getRequestMethod());
      bodies.add(body);
    }
    int code = refusal != null ? refusal : read && map.isEmpty() ? 404 : 200;
    byte[] bytes = (code == 200 && read ? map : "{\"message\":\"so it is\"}").getBytes(UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
