package dev.fungible.benchmarks.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The objects of a cluster as a user's would look, the same every time. Of sixteen nodes one is
 * idle and carries pods without GPUs; the others are full. Six in ten train, in gangs of 1 to 32
 * nodes; the rest serves inference and ranking, a pod a replica.
 *
 * @param nodes how many nodes of 8 GPUs, in racks of 16
 * @param pods how many pods, evenly on all nodes
 */
record SyntheticCluster(int nodes, int pods) {

  static final String CLASS = "fungible.dev/class";
  static final String POOL_LABEL = "fungible.dev/pool";
  static final String POOL = "gpus";
  static final String RACK_LABEL = "topology.example.com/rack";
  static final String NAMESPACE = "work";
  static final String GPU = "nvidia.com/gpu";

  private static final int GPUS = 8;
  private static final int RACK = 16;
  private static final int BLOCK = 32;
  private static final int IMAGES = 40;
  private static final Template NODE = Template.read("node.json");
  private static final Template POD = Template.read("pod.json");

  /** Nodes that no pod holds a GPU of. */
  int idleNodes() {
    return nodes / RACK;
  }

  /** The node of that number, with its status. */
  ObjectNode node(int number) {
    String workloadClass = classOf(number);
    ObjectNode node = NODE.copy();
    ObjectNode metadata = (ObjectNode) node.path("metadata");
    metadata.put("name", nodeName(number));
    ((ObjectNode) metadata.path("labels"))
        .put("kubernetes.io/hostname", nodeName(number))
        .put(POOL_LABEL, POOL)
        .put(RACK_LABEL, "rack-%04d".formatted(number / RACK))
        .put(CLASS, workloadClass);
    ((ArrayNode) node.path("spec").path("taints"))
        .addObject()
        .put("key", CLASS)
        .put("value", workloadClass)
        .put("effect", "NoSchedule");
    ArrayNode images = (ArrayNode) node.path("status").path("images");
    for (int image = 0; image < IMAGES; image++) {
      String name = "registry.example.com/ml/image-%02d".formatted(image);
      ObjectNode entry = images.addObject();
      entry.putArray("names").add(name + "@sha256:" + digest(image)).add(name + ":2026-03-01");
      entry.put("sizeBytes", 1_000_000_000L + image);
    }
    return node;
  }

  /** The pod of that number, bound to its node, without its status. */
  ObjectNode pod(int number) {
    int node = number % nodes;
    String workloadClass = classOf(node);
    ObjectNode pod = POD.copy();
    ObjectNode metadata = (ObjectNode) pod.path("metadata");
    metadata.put("name", "%s-%06d".formatted(workloadClass, number)).put("namespace", NAMESPACE);
    ObjectNode spec = (ObjectNode) pod.path("spec");
    spec.put("nodeName", nodeName(node));
    if (isIdle(node)) {
      own(metadata, "apps/v1", "DaemonSet", "agent");
    } else {
      ((ObjectNode) metadata.path("labels")).put(CLASS, workloadClass);
      boolean trains = workloadClass.equals("training");
      own(
          metadata,
          trains ? "batch/v1" : "apps/v1",
          trains ? "Job" : "ReplicaSet",
          trains ? jobOn(node) : workloadClass + "-7d9c5b8f6b");
      askForGpus(spec, workloadClass);
    }
    return pod;
  }

  /** A pod that waits for a whole node of that class. */
  static ObjectNode waitingPod(String name, String workloadClass) {
    ObjectNode pod = POD.copy();
    ObjectNode metadata = (ObjectNode) pod.path("metadata");
    metadata.put("name", name).put("namespace", NAMESPACE);
    ((ObjectNode) metadata.path("labels")).put(CLASS, workloadClass);
    ObjectNode spec = (ObjectNode) pod.path("spec");
    spec.putObject("nodeSelector").put(CLASS, workloadClass);
    gpus(spec, GPUS);
    tolerate(spec, workloadClass);
    return pod;
  }

  private void askForGpus(ObjectNode spec, String workloadClass) {
    gpus(spec, Math.max(1, GPUS * nodes / pods));
    tolerate(spec, workloadClass);
  }

  private static void gpus(ObjectNode spec, int gpus) {
    ObjectNode resources = (ObjectNode) spec.path("containers").path(0).path("resources");
    ((ObjectNode) resources.path("limits")).put(GPU, gpus);
    ((ObjectNode) resources.path("requests")).put(GPU, gpus);
  }

  private static void tolerate(ObjectNode spec, String workloadClass) {
    ((ArrayNode) spec.path("tolerations"))
        .addObject()
        .put("key", CLASS)
        .put("value", workloadClass)
        .put("effect", "NoSchedule");
  }

  private static void own(ObjectNode metadata, String apiVersion, String kind, String name) {
    ((ArrayNode) metadata.path("ownerReferences"))
        .addObject()
        .put("apiVersion", apiVersion)
        .put("kind", kind)
        .put("name", name)
        .put("uid", "8f4f7a2e-0000-4000-8000-%012x".formatted(name.hashCode() & 0xffffffffL))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  private static boolean isIdle(int node) {
    return node % RACK == RACK - 1;
  }

  /** Idle nodes are all in training, so that they have to shift to serve. */
  private String classOf(int node) {
    int tenth = (int) (10L * node / nodes);
    if (isIdle(node) || tenth < 6) {
      return "training";
    }
    return tenth < 9 ? "inference" : "ranking";
  }

  private static String jobOn(int node) {
    int block = node / BLOCK;
    int width = 1 << (block % 6);
    return "train-%d-%d".formatted(block, node % BLOCK / width);
  }

  private static String nodeName(int number) {
    return "gpu-%05d".formatted(number);
  }

  private static String digest(int image) {
    return String.format(Locale.ROOT, "%064x", 0x9f86d081884cL * (image + 1));
  }
}
