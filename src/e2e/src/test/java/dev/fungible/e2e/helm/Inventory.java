package dev.fungible.e2e.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.Kubectl;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an API server holds, of every kind that it has. */
final class Inventory {

  /** Beside the events of which it forgets after an hour: what is not stored. */
  private static final Set<String> PASSING =
      Set.of("events", "events.events.k8s.io", "componentstatuses");

  /** Heartbeats of nodes. */
  private static final String HEARTBEATS = " kube-node-lease/";

  private static final String NAMES =
      "jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name}{\"\\n\"}{end}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Inventory() {}

  /** All objects: kind, namespace and name. */
  static Set<String> objects(Kubectl kubectl) {
    String kinds =
        kubectl
            .run("api-resources", "--verbs=list", "-o", "name")
            .lines()
            .filter(kind -> !PASSING.contains(kind))
            .collect(Collectors.joining(","));
    return kubectl
        .run("get", kinds, "--all-namespaces", "-o", NAMES)
        .lines()
        .filter(object -> !object.contains(HEARTBEATS))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Labels, annotations and taints of each node. */
  static Map<String, String> nodes(Kubectl kubectl) throws JsonProcessingException {
    Map<String, String> nodes = new TreeMap<>();
    for (JsonNode node : JSON.readTree(kubectl.run("get", "nodes", "-o", "json")).path("items")) {
      JsonNode metadata = node.path("metadata");
      nodes.put(
          metadata.path("name").asText(),
          metadata.path("labels")
              + " "
              + metadata.path("annotations")
              + " "
              + node.path("spec").path("taints"));
    }
    return nodes;
  }
}
