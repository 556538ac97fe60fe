package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.MeasuredService;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.run.LiveLook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ControlPlaneExtension.class, PrometheusExtension.class})
class QueueSignalTest {

  private static final String OBJECTIVES =
      "[{name: queue}, {name: slo, settings: {stabilization: 4s, headroom: 0, classes: {inference:"
          + " {objectives: [{signal: waiting, kind: QueueLength, target: 0.5}]}}}}]";

  private static final Duration MANY_CYCLES = Duration.ofSeconds(10);

  @Test
  void nodesFollowTheQueueAndNoneIsReleasedWhileNobodyMeasuresIt(
      TestSpace space, MeasuredService service) {
    space.addNodes(SimulatedNodes.named(space.name() + "-s", 2).assignedTo("inference"));
    space.addNodes(SimulatedNodes.named(space.name() + "-t", 6).assignedTo("training"));
    // More replicas than there is room for, and a queue of jobs that would take every node.
    space.apply(Workload.serving("chat", "inference", 4).deployment());
    for (int i = 0; i < 10; i++) {
      space.apply(Workload.training("job-" + i, 1, "20m").job());
    }
    eventually(() -> assertThat(running(space, "inference")).hasSize(2));
    eventually(() -> assertThat(running(space, "training")).hasSize(6));
    // 8 may wait for the 16 GPUs of two nodes.
    service.show("requests_waiting", 6);
    Replica.configure(space, document(space, service));

    try (Replica replica = Replica.start(space, "operator")) {
      eventually(() -> assertThat(status(space)).contains("\"leader\""));
      holds(space, 2);

      service.show("requests_waiting", 16);
      eventually(() -> assertThat(nodes(space, "inference")).hasSize(4));
      eventually(() -> assertThat(running(space, "inference")).hasSize(4));
      assertThat(space.kubectl().run("get", "events", "-A", "-o", "jsonpath={.items[*].message}"))
          .contains("waiting is 16, above 0.5 for each of 16 GPUs");

      assertThat(look(space).snapshot().signal("waiting").orElseThrow().valueAt(Instant.now()))
          .as("who asks what it would do sees the same")
          .hasValue(16);

      service.show("requests_waiting", 0);
      service.prometheus().stop();
      eventually(() -> assertThat(status(space)).contains("Signal waiting: no answer"));
      holds(space, 4);
      assertThat(metrics(replica))
          .contains("fungible_signal_usable{signal=\"waiting\",} 0.0")
          .noneMatch(
              line -> line.equals("fungible_signal_failures_total{signal=\"waiting\",} 0.0"));
      assertThat(look(space).problems())
          .anyMatch(line -> line.startsWith("Signal waiting: no answer"));

      service.prometheus().start();
      eventually(() -> assertThat(nodes(space, "inference")).hasSizeLessThan(4));
      assertThat(replica.operator().leads()).isTrue();
    }
  }

  private static void holds(TestSpace space, int nodes) {
    await()
        .during(MANY_CYCLES)
        .atMost(MANY_CYCLES.multipliedBy(3))
        .until(() -> nodes(space, "inference").size() == nodes);
  }

  private static String document(TestSpace space, MeasuredService service) {
    return Document.ENFORCING.deciding(OBJECTIVES).text(space.name())
        + """
        signals:
          prometheus: {url: "%s", every: 1s, timeout: 2s}
          queries: {waiting: {query: "sum(requests_waiting)", maxAge: 3s}}
        """
            .formatted(service.prometheus().url());
  }

  private static List<String> nodes(TestSpace space, String workloadClass) {
    String labels = "fungible.dev/test-space=" + space.name() + ",fungible.dev/class=";
    String names = space.kubectl().run("get", "nodes", "-l", labels + workloadClass, "-o", "name");
    return names.lines().toList();
  }

  private static List<String> running(TestSpace space, String workloadClass) {
    return space.pods("fungible.dev/class=" + workloadClass, "status.phase=Running");
  }

  private static LiveLook look(TestSpace space) {
    KubeApi api = KubeApi.of(space.plane().client("admin"), Duration.ofSeconds(10));
    PolicyRegistry registry = PolicyRegistry.load(QueueSignalTest.class.getClassLoader());
    return LiveLook.take(api, space.name(), registry, Duration.ofSeconds(30));
  }

  private static List<String> metrics(Replica replica) {
    URI address = URI.create("http://127.0.0.1:" + replica.operator().port() + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String status(TestSpace space) {
    return space.value("configmap/fungible-scheduler-status", "{.data.status}");
  }
}
