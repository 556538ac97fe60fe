package dev.fungible.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Nodes, pods and a configuration that have an operator do what it does every day. */
final class SampleCluster {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NODES = 64;
  private static final String CONFIGURATION =
      """
      apiVersion: fungible.dev/v1alpha1
      pools:
      - name: gpus
        gpusPerNode: 8
        mode: Observe
        topologyLabel: topology.example.com/rack
        defaultClass: training
      policies:
      - name: demand
        settings: {headroom: 0.1, stabilization: 1m}
      - name: forecast
      - name: queue
      """;

  private SampleCluster() {}

  /** All of it, by the paths of the API. */
  static Map<String, JsonNode> objects() {
    Map<String, JsonNode> objects = new TreeMap<>();
    for (int i = 0; i < NODES; i++) {
      objects.put("/api/v1/nodes/node-" + i, node(i));
      objects.put("/api/v1/namespaces/work/pods/pod-" + i, pod(i));
    }
    objects.put(
        "/api/v1/namespaces/fungible-system/configmaps/fungible-scheduler", configuration());
    return objects;
  }

  private static ObjectNode configuration() {
    ObjectNode map = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    metadata(map, "fungible-scheduler").put("namespace", "fungible-system");
    map.putObject("data").put("fungible.yaml", CONFIGURATION);
    return map;
  }

  private static ObjectNode node(int index) {
    ObjectNode node = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Node");
    metadata(node, "node-" + index)
        .putObject("labels")
        .put("topology.example.com/rack", "rack-" + index / 8)
        .put("fungible.dev/class", classOf(index));
    node.putObject("spec")
        .putArray("taints")
        .addObject()
        .put("key", "fungible.dev/class")
        .put("value", classOf(index))
        .put("effect", "NoSchedule");
    ObjectNode status = node.putObject("status");
    status.putObject("allocatable").put("cpu", "192").put("nvidia.com/gpu", "8");
    status.putObject("capacity").put("cpu", "192").put("nvidia.com/gpu", "8");
    status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
    return node;
  }

  private static ObjectNode pod(int index) {
    boolean waits = index % 7 == 0;
    ObjectNode pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = metadata(pod, "pod-" + index).put("namespace", "work");
    metadata.putObject("labels").put("fungible.dev/class", classOf(index));
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "batch/v1")
        .put("kind", "Job")
        .put("name", "job-" + index / 4)
        .put("uid", "job-" + index / 4)
        .put("controller", true);
    ObjectNode spec = pod.putObject("spec");
    if (!waits) {
      spec.put("nodeName", "node-" + index);
    }
    spec.putArray("containers")
        .addObject()
        .put("name", "work")
        .putObject("resources")
        .putObject("requests")
        .put("nvidia.com/gpu", "8");
    pod.putObject("status").put("phase", waits ? "Pending" : "Running");
    return pod;
  }

  private static String classOf(int index) {
    return index % 3 == 0 ? "inference" : "training";
  }

  private static ObjectNode metadata(ObjectNode object, String name) {
    return object
        .putObject("metadata")
        .put("name", name)
        .put("uid", name)
        .put("resourceVersion", "1")
        .put("creationTimestamp", "2026-01-01T00:00:00Z");
  }
}
