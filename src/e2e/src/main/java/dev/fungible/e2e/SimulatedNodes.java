package dev.fungible.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * GPU nodes that KWOK plays, as manifests: 8 GPUs each, in racks of 8.
 *
 * @param prefix what their names begin with; a number follows
 * @param count how many, at least 1
 * @param labels labels of each, besides its host name and rack
 * @param taints values by key, each with the effect NoSchedule
 */
public record SimulatedNodes(
    String prefix, int count, Map<String, String> labels, Map<String, String> taints) {

  /** The label that says in which rack a node is. */
  public static final String RACK = "topology.example.com/rack";

  /** The resource that GPUs are. */
  public static final String GPU = "nvidia.com/gpu";

  /** GPUs of each node. */
  public static final int GPUS = 8;

  /** The label, and key of the taint, that says which class a node is assigned to. */
  public static final String CLASS = "fungible.dev/class";

  private static final int NODES_PER_RACK = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nodes without labels and taints of their own. */
  public static SimulatedNodes named(String prefix, int count) {
    return new SimulatedNodes(prefix, count, Map.of(), Map.of());
  }

  /** The same with one more label. */
  public SimulatedNodes label(String key, String value) {
    return new SimulatedNodes(prefix, count, and(labels, key, value), taints);
  }

  /** The same with one more taint. */
  public SimulatedNodes taint(String key, String value) {
    return new SimulatedNodes(prefix, count, labels, and(taints, key, value));
  }

  /** The same, assigned to a class by label and taint. */
  public SimulatedNodes assignedTo(String workloadClass) {
    return label(CLASS, workloadClass).taint(CLASS, workloadClass);
  }

  /** Their names, in order. */
  public List<String> names() {
    return IntStream.range(0, count).mapToObj(this::name).toList();
  }

  /** All of them as one YAML stream. */
  public String manifests() {
    return IntStream.range(0, count)
        .mapToObj(index -> manifest(index).toString())
        .collect(Collectors.joining("\n---\n"));
  }

  /** The node with an index, as JSON. */
  public ObjectNode manifest(int index) {
    ObjectNode node = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Node");
    ObjectNode metadata = node.putObject("metadata").put("name", name(index));
    metadata.putObject("annotations").put("kwok.x-k8s.io/node", "fake");
    ObjectNode all = metadata.putObject("labels");
    all.put("kubernetes.io/hostname", name(index));
    all.put(RACK, "%s-rack-%02d".formatted(prefix, index / NODES_PER_RACK));
    labels.forEach(all::put);
    var list = node.putObject("spec").putArray("taints");
    taints.forEach(
        (key, value) ->
            list.addObject().put("key", key).put("value", value).put("effect", "NoSchedule"));
    ObjectNode status = node.putObject("status");
    putResources(status.putObject("capacity"));
    putResources(status.putObject("allocatable"));
    return node;
  }

  private static void putResources(ObjectNode resources) {
    resources.put("cpu", "192").put("memory", "2Ti").put("pods", "110");
    resources.put(GPU, String.valueOf(GPUS));
  }

  private String name(int index) {
    return "%s-%04d".formatted(prefix, index);
  }

  private static Map<String, String> and(Map<String, String> map, String key, String value) {
    Map<String, String> all = new TreeMap<>(map);
    all.put(key, value);
    return new LinkedHashMap<>(all);
  }
}
