package dev.fungible.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.Kubectl;
import dev.fungible.e2e.PlaneFailed;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Somebody else at work on the same objects, at random: marks of its own on nodes, cordons,
 * deletions of pods, nodes that vanish and come back by the same name, and the operator's
 * ConfigMap. One seed has one order of what it tries.
 */
final class OtherWriter implements AutoCloseable {

  /** A key of its own, for labels, annotations and taints. */
  static final String MARK = "example.com/mark";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PACE = Duration.ofMillis(300);

  /** A job's controller waits longer after each pod that is lost. */
  private static final int MOST_PODS = 4;

  private final TestSpace space;
  private final SimulatedNodes nodes;
  private final RandomGenerator random;
  private final Document document;
  private final Kubectl kubectl;
  private final Map<String, Map<String, String>> marks = new TreeMap<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private int podsDeleted;
  private volatile boolean stopping;

  OtherWriter(TestSpace space, SimulatedNodes nodes, Document document, RandomGenerator random) {
    this.space = space;
    this.nodes = nodes;
    this.document = document;
    this.random = random;
    this.kubectl = space.plane().kubectl("writer");
    thread.start();
  }

  private void run() {
    int number = 0;
    while (!stopping) {
      String what = "";
      try {
        what = act(number++);
        log.add(what);
      } catch (PlaneFailed e) {
        log.add("failed: " + e.getMessage());
      }
      try {
        Thread.sleep(PACE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private String act(int number) {
    int index = random.nextInt(nodes.count());
    String node = nodes.names().get(index);
    String value = "m" + number;
    return switch (random.nextInt(10)) {
      case 0, 1 -> mark(node, "label", value, "label", "node", node, MARK + "=" + value);
      case 2, 3 -> mark(node, "annotation", value, "annotate", "node", node, MARK + "=" + value);
      case 4, 5 ->
          mark(
              node,
              "taint",
              value,
              "taint",
              "node",
              node,
              MARK + "=" + value + ":PreferNoSchedule");
      case 6 -> kubectl.run(random.nextBoolean() ? "cordon" : "uncordon", node);
      case 7 -> deletePod();
      case 8 -> recreate(index, node);
      default -> configure(value);
    };
  }

  /** A command that may have been obeyed without an answer leaves the mark unknown. */
  private String mark(String node, String kind, String value, String... command) {
    Map<String, String> ofNode = marks.computeIfAbsent(node, name -> new TreeMap<>());
    ofNode.remove(kind);
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--overwrite");
    String said = kubectl.run(all.toArray(String[]::new));
    ofNode.put(kind, value);
    return said;
  }

  private String deletePod() {
    List<String> pods = space.pods("fungible.dev/class", "status.phase=Running");
    if (pods.isEmpty() || podsDeleted == MOST_PODS) {
      return "no pod";
    }
    podsDeleted++;
    String pod = pods.get(random.nextInt(pods.size()));
    return kubectl.run("delete", "pod", pod, "-n", space.name(), "--wait=false");
  }

  private String recreate(int index, String node) {
    marks.remove(node);
    String said = "";
    try {
      said = kubectl.run("delete", "node", node, "--ignore-not-found");
    } finally {
      bringBack(index, node);
    }
    return said + " and created again";
  }

  /** However long the server is away, the node comes back: without a class, as a new machine. */
  private void bringBack(int index, String node) {
    while (true) {
      try {
        if (kubectl.run("get", "node", node, "--ignore-not-found").isEmpty()) {
          kubectl.create(nodes.manifest(index).toString());
        }
        return;
      } catch (PlaneFailed e) {
        log.add("failed: " + e.getMessage());
      }
    }
  }

  private String configure(String value) {
    String text = document.text(space.name());
    return switch (random.nextInt(4)) {
      case 0 -> put(text.replace("gpusPerNode: 8", "gpusPerNode: eight"));
      case 1 -> put("pools: [" + value);
      case 2 ->
          kubectl.run("delete", "configmap", "fungible-scheduler", "-n", space.name())
              + put(text + "# " + value);
      default -> put(text + "# " + value);
    };
  }

  private String put(String text) {
    String map =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: fungible-scheduler}
        data:
          fungible.yaml: |
        """;
    return kubectl.apply(map + text.indent(4), "-n", space.name());
  }

  /** What it did, in order. */
  List<String> log() {
    return List.copyOf(log);
  }

  /** Ends, and leaves every node in service and the document as it should be. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (String node : nodes.names()) {
      kubectl.run("uncordon", node);
    }
    put(document.text(space.name()));
  }

  /** Every mark that is not as it was left; after it has ended. */
  List<String> lostMarks() throws com.fasterxml.jackson.core.JsonProcessingException {
    List<String> lost = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> entry : marks.entrySet()) {
      JsonNode node = JSON.readTree(kubectl.run("get", "node", entry.getKey(), "-o", "json"));
      Map<String, String> there = new TreeMap<>();
      there.put("label", node.path("metadata").path("labels").path(MARK).asText());
      there.put("annotation", node.path("metadata").path("annotations").path(MARK).asText());
      for (JsonNode taint : node.path("spec").path("taints")) {
        if (taint.path("key").asText().equals(MARK)) {
          there.put("taint", taint.path("value").asText());
        }
      }
      entry
          .getValue()
          .forEach(
              (kind, value) -> {
                if (!value.equals(there.get(kind))) {
                  lost.add(entry.getKey() + " " + kind + " " + value + ", not " + there.get(kind));
                }
              });
    }
    return lost;
  }
}
