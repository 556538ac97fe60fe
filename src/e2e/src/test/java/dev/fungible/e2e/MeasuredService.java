package dev.fungible.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A service whose numbers a test sets, and a real Prometheus that scrapes them. */
public final class MeasuredService implements AutoCloseable {

  private final Map<String, String> numbers = new ConcurrentSkipListMap<>();
  private final HttpServer server;
  private final Prometheus prometheus;
  private volatile boolean up = true;

  MeasuredService(Path program, Path folder) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/metrics", this::answer);
    server.start();
    prometheus = Prometheus.start(program, folder, "127.0.0.1:" + server.getAddress().getPort());
  }

  /** Who scrapes it. */
  public Prometheus prometheus() {
    return prometheus;
  }

  /** It shows this number from now on; the series may have labels. */
  public void show(String series, double number) {
    show(series, Double.toString(number));
  }

  /** It shows this, a number or not. */
  public void show(String series, String number) {
    numbers.put(series, number);
  }

  /** It answers no more, or again. */
  public void setUp(boolean value) {
    up = value;
  }

  private void answer(HttpExchange exchange) throws IOException {
    StringBuilder page = new StringBuilder();
    numbers.forEach(
        (series, number) -> page.append(series).append(' ').append(number).append('\n'));
    byte[] bytes = page.toString().getBytes(UTF_8);
    exchange.sendResponseHeaders(up ? 200 : 503, up && bytes.length > 0 ? bytes.length : -1);
    if (up) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    prometheus.close();
    server.stop(0);
  }
}
