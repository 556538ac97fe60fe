package dev.fungible.operator.lead;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fungible.operator.kube.KubeApi;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** As much of an API server as holds one lease. */
final class LeaseServer implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private @Nullable ObjectNode lease;
  private int version;
  private volatile boolean refusing;

  LeaseServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  KubeApi api() {
    return api(Duration.ofSeconds(2));
  }

  KubeApi api(Duration timeout) {
    ApiClient client = new ApiClient();
    client.setBasePath("http://127.0.0.1:" + server.getAddress().getPort());
    return KubeApi.of(client, timeout);
  }

  LeaseStore store() {
    return new LeaseStore(api(), "ns", "a-lease");
  }

  /** Methods of the requests that arrived, in order. */
  List<String> requests() {
    return requests;
  }

  /** From now on it answers 500, or no longer. */
  void refuse(boolean value) {
    refusing = value;
  }

  /** Another writer changes the lease. */
  synchronized void edit(Consumer<ObjectNode> change) {
    change.accept(lease);
    stamp(lease);
  }

  /** Another writer deletes the lease. */
  synchronized void delete() {
    lease = null;
  }

  /** The spec of the lease. */
  synchronized ObjectNode spec() {
    return lease.withObject("/spec").deepCopy();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(exchange.getRequestMethod());
    int code = refusing ? 500 : take(exchange.getRequestMethod(), body);
    byte[] answer = code < 300 ? answer() : "{}".getBytes();
    exchange.sendResponseHeaders(code, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized byte[] answer() throws IOException {
    return lease == null ? "{}".getBytes() : MAPPER.writeValueAsBytes(lease);
  }

  private synchronized int take(String method, byte[] body) throws IOException {
    return switch (method) {
      case "GET" -> lease == null ? 404 : 200;
      case "POST" -> lease == null ? stamp((ObjectNode) MAPPER.readTree(body)) : 409;
      case "PUT" -> replace((ObjectNode) MAPPER.readTree(body));
      default -> 200;
    };
  }

  private int replace(ObjectNode next) {
    if (lease == null) {
      return 404;
    }
    String path = "/metadata/resourceVersion";
    return next.at(path).equals(lease.at(path)) ? stamp(next) : 409;
  }

  private int stamp(ObjectNode next) {
    boolean isNew = lease == null;
    version++;
    next.withObject("/metadata").put("resourceVersion", Integer.toString(version));
    if (isNew) {
      next.withObject("/metadata").put("uid", "uid-" + version);
    }
    lease = next;
    return 200;
  }
}
