package dev.fungible.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Answers, on loopback, what an operator asks an API server for while it is watched for the classes
 * that it loads: lists, watches in which little happens, and whatever is written to it. It checks
 * nothing, and is no cluster to test on.
 */
final class ClusterStandIn implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "1";

  private final Map<String, JsonNode> objects = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicInteger> writes = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpsServer server;

  private ClusterStandIn(SSLContext tls) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /** Starts one that has objects, by their paths. */
  static ClusterStandIn start(SSLContext tls, Map<String, JsonNode> objects) throws IOException {
    ClusterStandIn result = new ClusterStandIn(tls);
    result.objects.putAll(objects);
    result.server.start();
    return result;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How many writes there were to objects whose path contains this. */
  int writes(String part) {
    return writes.entrySet().stream()
        .filter(entry -> entry.getKey().contains(part))
        .mapToInt(entry -> entry.getValue().get())
        .sum();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      String path = exchange.getRequestURI().getPath();
      String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
      if (!exchange.getRequestMethod().equals("GET")) {
        write(exchange, path, JSON.readTree(body));
      } else if (query.contains("watch=true")) {
        watch(exchange, path);
      } else {
        Optional<JsonNode> object = Optional.ofNullable(objects.get(path));
        if (object.isPresent()) {
          send(exchange, 200, object.get());
        } else if (isCollection(path)) {
          send(exchange, 200, list(path));
        } else {
          send(exchange, 404, status(404, "NotFound"));
        }
      }
    }
  }

  /** Objects have a name after the plural of their kind; every path of ours follows that. */
  private boolean isCollection(String path) {
    return path.endsWith("s") && !path.endsWith("/fungible-scheduler-status");
  }

  private ObjectNode list(String path) {
    ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
    list.putObject("metadata").put("resourceVersion", VERSION);
    var items = list.putArray("items");
    objects.forEach(
        (name, object) -> {
          if (isIn(path, name)) {
            items.add(object);
          }
        });
    return list;
  }

  /** Pods are listed across namespaces. */
  private static boolean isIn(String collection, String object) {
    String kind = collection.substring(collection.lastIndexOf('/'));
    return object.startsWith(collection + "/")
        || (kind.equals("/pods") && object.contains("/namespaces/") && object.contains("/pods/"));
  }

  /** The first object again, as changed; then nothing for as long as there is somebody to tell. */
  private void watch(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream answer = exchange.getResponseBody();
    for (JsonNode object : list(path).path("items")) {
      ObjectNode event = JSON.createObjectNode().put("type", "MODIFIED");
      event.set("object", object);
      answer.write((event + "\n").getBytes(StandardCharsets.UTF_8));
      break;
    }
    answer.flush();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(HttpExchange exchange, String path, JsonNode object) throws IOException {
    writes.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
    if (exchange.getRequestMethod().equals("POST")) {
      String name = object.path("metadata").path("name").asText();
      objects.put(path + "/" + name, versioned(object));
      send(exchange, 201, versioned(object));
    } else if (objects.containsKey(path)
        || !exchange.getRequestHeaders().getOrDefault("Content-Type", List.of()).isEmpty()) {
      objects.put(path, versioned(object));
      send(exchange, 200, versioned(object));
    } else {
      send(exchange, 404, status(404, "NotFound"));
    }
  }

  private static JsonNode versioned(JsonNode object) {
    if (object instanceof ObjectNode node && node.path("metadata") instanceof ObjectNode metadata) {
      metadata.put("resourceVersion", VERSION);
    }
    return object;
  }

  private static ObjectNode status(int code, String reason) {
    return JSON.createObjectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("reason", reason)
        .put("message", reason)
        .put("code", code);
  }

  private static void send(HttpExchange exchange, int code, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
