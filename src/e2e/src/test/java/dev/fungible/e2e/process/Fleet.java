package dev.fungible.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Document;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.snapshot.ShiftJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test looks at in its space, and says to it.
 *
 * @param space the test's
 */
record Fleet(TestSpace space) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "fungible.dev/";

  /** Puts the document in its place: the ConfigMap in the space. */
  void configure(Document document) {
    space.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: fungible-scheduler}
        data:
          fungible.yaml: |
        """
            + document.text(space.name()).indent(4));
  }

  void scale(String deployment, int replicas) {
    space.run("scale", "deployment/" + deployment, "--replicas=" + replicas);
  }

  List<String> running(String workloadClass) {
    return space.pods(PREFIX + "class=" + workloadClass, "status.phase=Running");
  }

  /** The nodes as they are now. */
  List<JsonNode> nodes() {
    String list =
        space
            .kubectl()
            .run("get", "nodes", "-l", PREFIX + "test-space=" + space.name(), "-o", "json");
    try {
      List<JsonNode> nodes = new ArrayList<>();
      JSON.readTree(list).path("items").forEach(nodes::add);
      return nodes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether any node carries the record of a shift. */
  boolean isShifting() {
    return nodes().stream().anyMatch(node -> annotation(node, "shift") != null);
  }

  /** Every shift that a node's history tells of. */
  List<FinishedShift> finished() {
    List<FinishedShift> finished = new ArrayList<>();
    for (JsonNode node : nodes()) {
      String history = annotation(node, "shift-history");
      if (history != null) {
        finished.addAll(ShiftJson.readHistory("history", history));
      }
    }
    return finished;
  }

  /** Each node is of one class, by a label and a taint that agree, and nothing is left over. */
  void requireSettled() {
    for (JsonNode node : nodes()) {
      String name = node.path("metadata").path("name").asText();
      assertThat(annotation(node, "shift")).as(name).isNull();
      assertThat(annotation(node, "shrinking")).as(name).isNull();
      String label = node.path("metadata").path("labels").path(PREFIX + "class").asText();
      assertThat(taints(node)).as(name).containsExactly("class=" + label + ":NoSchedule");
    }
    assertThat(space.run("get", "pods", "-o", "jsonpath={.items[*].metadata.annotations}"))
        .doesNotContain("checkpoint-requested");
  }

  /** Our taints of a node, without the prefix. */
  static List<String> taints(JsonNode node) {
    List<String> taints = new ArrayList<>();
    for (JsonNode taint : node.path("spec").path("taints")) {
      String key = taint.path("key").asText();
      if (key.startsWith(PREFIX)) {
        String value = taint.path("value").asText();
        taints.add(
            key.substring(PREFIX.length()) + "=" + value + ":" + taint.path("effect").asText());
      }
    }
    return taints;
  }

  private static @Nullable String annotation(JsonNode node, String key) {
    JsonNode value = node.path("metadata").path("annotations").path(PREFIX + key);
    return value.isTextual() ? value.asText() : null;
  }
}
