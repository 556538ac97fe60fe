package dev.fungible.e2e.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.e2e.MeasuredService;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.signal.PrometheusClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Lets simulated days pass for a service: users come and go by the hour, Prometheus counts their
 * requests, and an autoscaler sets the replicas by what Prometheus says. Time passes no faster than
 * the operator looks, so that on a slow machine the days are longer and nothing else.
 */
final class BusyDays {

  /** What one replica, which has a node, serves at a time. */
  static final int REQUESTS_OF_A_REPLICA = 100;

  /** What is counted. */
  static final String SERIES = "requests_under_way";

  private static final String QUERY = "sum(" + SERIES + ")";

  /** Hour of the day, and for how many replicas there is work; in between it changes evenly. */
  private static final double[][] COURSE = {
    {0, 2}, {5, 2}, {5.25, 5}, {9, 5}, {9.25, 9}, {20, 9}, {21, 2}, {24, 2}
  };

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MINUTES_BETWEEN_LOOKS = 3;

  /** A simulated minute takes no less: a second in which a pod loads is a quarter of an hour. */
  private static final Duration LEAST = Duration.ofMillis(75);

  private static final Duration A_MOMENT = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final TestSpace space;
  private final MeasuredService service;
  private final SimulatedTime time;
  private final String deployment;
  private final String node;
  private final KubeApi api;
  private final PrometheusClient prometheus;
  private int replicas;

  /**
   * Days that have not begun.
   *
   * @param deployment what the autoscaler scales
   * @param node on which something changes now and then, as it does on any cluster: that makes an
   *     operator look
   */
  BusyDays(
      TestSpace space,
      MeasuredService service,
      SimulatedTime time,
      String deployment,
      String node) {
    this.space = space;
    this.service = service;
    this.time = time;
    this.deployment = deployment;
    this.node = node;
    api = KubeApi.of(space.plane().client("admin"), Duration.ofSeconds(10));
    prometheus =
        new PrometheusClient(
            new PrometheusSettings(
                service.prometheus().url(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                null,
                null));
    service.show(SERIES, requests());
    await().atMost(PATIENCE).ignoreExceptions().until(() -> prometheus.now(QUERY) == requests());
    scale();
  }

  /** Until that time in the simulated world, while that operator is at work. */
  void passUntil(Instant end, Replica operator) {
    while (time.instant().isBefore(end)) {
      service.show(SERIES, requests());
      scale();
      long before = cycles(operator);
      for (int minute = 0; minute < MINUTES_BETWEEN_LOOKS; minute++) {
        pause();
        time.pass(MINUTE);
      }
      stir();
      await().atMost(PATIENCE).pollInterval(A_MOMENT).until(() -> cycles(operator) > before);
    }
  }

  private double requests() {
    double hour = time.instant().atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
    int next = 1;
    while (COURSE[next][0] <= hour) {
      next++;
    }
    double[] from = COURSE[next - 1];
    double[] to = COURSE[next];
    double busy = from[1] + (to[1] - from[1]) * (hour - from[0]) / (to[0] - from[0]);
    return Math.rint(busy * REQUESTS_OF_A_REPLICA);
  }

  private void scale() {
    int wanted = (int) Math.ceil(prometheus.now(QUERY) / REQUESTS_OF_A_REPLICA);
    if (wanted != replicas) {
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch.putObject("spec").put("replicas", wanted);
      String path = "/apis/apps/v1/namespaces/" + space.name() + "/deployments/" + deployment;
      api.patch(path, PatchType.MERGE, patch);
      replicas = wanted;
    }
  }

  private void stir() {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    String now = time.instant().toString();
    patch.putObject("metadata").putObject("annotations").put("fungible.dev/stirred", now);
    api.patch(KubePath.node(node), PatchType.MERGE, patch);
  }

  private static void pause() {
    try {
      Thread.sleep(LEAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many cycles it has made. */
  private static long cycles(Replica operator) {
    URI address = URI.create("http://127.0.0.1:" + operator.operator().port() + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("fungible_cycle_seconds_count"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
