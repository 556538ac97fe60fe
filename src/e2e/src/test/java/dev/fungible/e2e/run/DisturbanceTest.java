package dev.fungible.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.PlaneSettings;
import dev.fungible.e2e.PrivatePlane;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class DisturbanceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration AWAY = Duration.ofSeconds(30);
  private static final Duration DISTURBED = Duration.ofSeconds(25);
  private static final long SEED = 20260302;

  /** Nothing rolls back for the server's absence alone. */
  private static final Document DOCUMENT =
      Document.ENFORCING.shifting("{checkpointWait: 60s, drainDeadline: 90s, warmLimit: 10s}");

  /** 24 nodes in all: some take long to save their work, some take long to stop. */
  private static final List<Workload> JOBS =
      List.of(
          Workload.training("saving", 8, "20s")
              .with("fungible.dev/checkpoints-on-request", "true")
              .with("fungible.dev/sim-checkpoint-takes", "20s"),
          Workload.training("stopping", 6, "20s").with("fungible.dev/sim-stops-after", "15s"),
          Workload.training("elastic", 4, "20s").with("fungible.dev/min-nodes", "2"),
          Workload.training("two", 2, "20s"),
          Workload.training("one", 1, "20s"),
          Workload.training("un", 1, "20s"),
          Workload.training("uno", 1, "20s"),
          Workload.training("ein", 1, "20s"));

  @Test
  void serverAwayAndOthersWritingLeaveEveryNodeInOneClassAndLoseNoWork(PrivatePlane planes)
      throws Exception {
    ControlPlane plane = planes.start(PlaneSettings.DEFAULT);
    TestSpace space = planes.space(plane);
    SimulatedNodes nodes =
        SimulatedNodes.named(space.name() + "-n", 24)
            .label("fungible.dev/test-space", space.name());
    space.addNodes(nodes.assignedTo("training"));
    space.apply(Workload.serving("chat", "inference", 0).deployment());
    JOBS.forEach(job -> space.apply(job.job()));
    eventually(() -> assertThat(running(space, "training")).hasSize(24));
    Replica.configure(space, DOCUMENT);

    AtomicInteger lists = new AtomicInteger();
    try (Witness witness = new Witness(space);
        Supervised operator = new Supervised(space);
        Replica standby = standby(space, operator, lists)) {
      OtherWriter writer;
      try (OtherWriter disturbing =
          new OtherWriter(space, nodes, DOCUMENT, new SplittableRandom(SEED))) {
        writer = disturbing;
        scale(space, 20);
        eventually(() -> assertThat(phases(space)).contains("NOTIFIED", "DRAINING"));
        plane.stopApiServer();
        plane.compact();
        Thread.sleep(AWAY);
        plane.startApiServer();
        Thread.sleep(DISTURBED);
      }
      scale(space, 4);
      eventually(() -> assertThat(running(space, "inference")).hasSize(4));
      for (Workload job : JOBS) {
        eventually(
            () -> {
              nudge(space);
              assertThat(succeeded(space, job)).as(job.name()).isTrue();
            });
      }
      eventually(() -> assertThat(wrong(space)).isEmpty());
      eventually(() -> assertThat(operator.leads() || standby.operator().leads()).isTrue());
      // Its watches went on from before the server was away, which is forgotten by then.
      assertThat(lists).hasValue(2);
      assertThat(witness.straysThatAKubeletLets()).isEmpty();
      assertThat(writer.lostMarks()).isEmpty();
    }
  }

  /**
   * A simulated kubelet that makes a pod ready while it is evicted may never see that it has to go:
   * any change of the pod lets it look again.
   */
  private static void nudge(TestSpace space) throws Exception {
    for (JsonNode pod : items(space.run("get", "pods", "-o", "json"))) {
      JsonNode deleted = pod.at("/metadata/deletionTimestamp");
      Instant patience = Instant.now().minus(Duration.ofSeconds(30));
      if (!deleted.isMissingNode() && Instant.parse(deleted.asText()).isBefore(patience)) {
        String name = pod.at("/metadata/name").asText();
        space.run("annotate", "pod", name, "example.com/nudged=" + Instant.now(), "--overwrite");
      }
    }
  }

  /** A replica that does not lead at first, and so lives on while the server is away. */
  private static Replica standby(TestSpace space, Supervised operator, AtomicInteger lists) {
    eventually(() -> assertThat(operator.leads()).isTrue());
    return Replica.start(
        space,
        "operator",
        chain -> {
          HttpUrl url = chain.request().url();
          Response answer = chain.proceed(chain.request());
          if (url.encodedPath().equals("/api/v1/nodes")
              && url.queryParameter("limit") != null
              && answer.isSuccessful()) {
            lists.incrementAndGet();
          }
          return answer;
        });
  }

  /** What no calm cluster has. */
  private static List<String> wrong(TestSpace space) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (JsonNode node : nodes(space)) {
      String name = node.at("/metadata/name").asText();
      String label = node.at("/metadata/labels").path("fungible.dev/class").asText();
      List<String> taints = new ArrayList<>();
      for (JsonNode taint : node.at("/spec/taints")) {
        String key = taint.path("key").asText();
        if (key.startsWith("fungible.dev/")) {
          taints.add(key + "=" + taint.path("value").asText());
        }
      }
      if (label.isEmpty() || !taints.equals(List.of("fungible.dev/class=" + label))) {
        wrong.add(name + " is labelled " + label + " and tainted " + taints);
      }
      for (String key : List.of("fungible.dev/shift", "fungible.dev/shrinking")) {
        if (node.at("/metadata/annotations").has(key)) {
          wrong.add(name + " carries " + key);
        }
      }
    }
    for (JsonNode pod : items(space.run("get", "pods", "-o", "json"))) {
      String phase = pod.at("/status/phase").asText();
      boolean over = phase.equals("Succeeded") || phase.equals("Failed");
      if (!over && pod.at("/metadata/annotations").has("fungible.dev/checkpoint-requested")) {
        wrong.add(pod.at("/metadata/name").asText() + " is asked for a checkpoint");
      }
    }
    return wrong;
  }

  private static List<String> phases(TestSpace space) throws Exception {
    List<String> phases = new ArrayList<>();
    for (JsonNode node : nodes(space)) {
      String record = node.at("/metadata/annotations").path("fungible.dev/shift").asText();
      if (!record.isEmpty()) {
        phases.add(JSON.readTree(record).path("phase").asText());
      }
    }
    return phases;
  }

  private static JsonNode nodes(TestSpace space) throws Exception {
    String selector = "fungible.dev/test-space=" + space.name();
    return items(space.run("get", "nodes", "-l", selector, "-o", "json"));
  }

  private static JsonNode items(String list) throws Exception {
    return JSON.readTree(list).path("items");
  }

  private static void scale(TestSpace space, int replicas) {
    space.run("scale", "deployment/chat", "--replicas=" + replicas);
  }

  private static List<String> running(TestSpace space, String workloadClass) {
    return space.pods("fungible.dev/class=" + workloadClass, "status.phase=Running");
  }

  private static boolean succeeded(TestSpace space, Workload job) {
    return space
        .value("job/" + job.name(), "{.status.conditions[?(@.type=='Complete')].status}")
        .equals("True");
  }

  /** What was disturbed takes longer: job controllers and schedulers wait after failures. */
  private static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(240))
        .pollInterval(Duration.ofMillis(500))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .untilAsserted(assertion);
  }
}
