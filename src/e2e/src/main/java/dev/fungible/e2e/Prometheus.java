package dev.fungible.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A real Prometheus on loopback that scrapes one server; it can go away and come back. */
public final class Prometheus implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Component component;
  private final URI url;

  private Prometheus(Component component, URI url) {
    this.component = component;
    this.url = url;
  }

  /**
   * Starts one, and waits until it answers.
   *
   * @param program as {@link PrometheusProgram} finds it
   * @param folder where it keeps its data and its log; made if it is not there
   * @param target host and port of the server to scrape, at {@code /metrics}, twice a second
   */
  public static Prometheus start(Path program, Path folder, String target) {
    return start(program, folder, target, List.of());
  }

  /**
   * Starts one that also works out rules, each second, and waits until it answers.
   *
   * @param rules files of rules; the rest as above
   */
  public static Prometheus start(Path program, Path folder, String target, List<Path> rules) {
    String address = "127.0.0.1:" + FreePorts.next();
    try {
      Files.createDirectories(folder);
      Path configuration =
          Files.writeString(folder.resolve("prometheus.yml"), scraping(target, rules));
      Component component =
          new Component(
              "prometheus",
              List.of(
                  program.toString(),
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + folder.resolve("data"),
                  "--web.listen-address=" + address,
                  "--log.level=warn"),
              Map.of(),
              folder.resolve("prometheus.log"));
      Prometheus prometheus = new Prometheus(component, URI.create("http://" + address));
      prometheus.start();
      return prometheus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String scraping(String target, List<Path> rules) {
    String files =
        rules.stream()
            .map(file -> '"' + file.toAbsolutePath().normalize().toString() + '"')
            .collect(Collectors.joining(", "));
    return """
        global: {scrape_interval: 500ms, scrape_timeout: 400ms, evaluation_interval: 1s}
        rule_files: [%s]
        scrape_configs:
        - job_name: test
          static_configs: [{targets: ["%s"]}]
        """
        .formatted(files, target);
  }

  /** Its address. */
  public String url() {
    return url.toString();
  }

  /** Starts it again, with what it had, and waits until it answers. */
  public void start() {
    component.start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      component.requireRunning();
      if (System.nanoTime() > end) {
        throw new PlaneFailed("prometheus is not ready after " + PATIENCE);
      }
      pause();
    }
  }

  /** Stops it; its data stay. */
  public void stop() {
    component.stop(GRACE);
  }

  @Override
  public void close() {
    stop();
  }

  private boolean isReady() {
    try {
      return Http.isOk(url.resolve("/-/ready"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaneFailed("interrupted", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaneFailed("interrupted", e);
    }
  }
}
