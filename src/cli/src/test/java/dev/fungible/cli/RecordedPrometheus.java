package dev.fungible.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that answers as a real Prometheus of six hours did: to each query, by its
 * times and its text, with what was recorded; to all others that it knows nothing.
 */
final class RecordedPrometheus implements AutoCloseable {

  private static final String NOTHING =
      """
      {"status":"success","data":{"resultType":"%s","result":[]}}
      """;

  private final Map<String, String> answers;
  private final List<String> unknown = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  RecordedPrometheus() {
    try (InputStream in = RecordedPrometheus.class.getResourceAsStream("prometheus-answers.json")) {
      answers = new ObjectMapper().readValue(in, new TypeReference<>() {});
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/v1/", this::answer);
    server.start();
  }

  /** Its address. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Queries that nobody recorded. */
  List<String> unknown() {
    return unknown;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    boolean range = exchange.getRequestURI().getPath().endsWith("query_range");
    StringBuilder key = new StringBuilder(range ? "query_range" : "query");
    for (String name : List.of("time", "start", "end", "step", "query")) {
      if (parameters.containsKey(name)) {
        key.append(' ').append(parameters.get(name));
      }
    }
    String answer = answers.get(key.toString());
    if (answer == null) {
      unknown.add(key.toString());
      answer = NOTHING.formatted(range ? "matrix" : "vector");
    }
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
