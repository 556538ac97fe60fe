package dev.fungible.operator.kube;

/** Paths of the resources that are read or written here. */
public final class KubePath {

  /** All nodes. */
  public static final String NODES = "/api/v1/nodes";

  /** All pods. */
  public static final String PODS = "/api/v1/pods";

  private KubePath() {}

  /** A node. */
  public static String node(String name) {
    return NODES + "/" + name;
  }

  /** The pods of a namespace. */
  public static String pods(String namespace) {
    return core(namespace, "pods");
  }

  /** A pod. */
  public static String pod(String namespace, String name) {
    return pods(namespace) + "/" + name;
  }

  /** Where evictions of a pod are asked for. */
  public static String eviction(String namespace, String name) {
    return pod(namespace, name) + "/eviction";
  }

  /** The disruption budgets of a namespace. */
  public static String disruptionBudgets(String namespace) {
    return "/apis/policy/v1/namespaces/" + namespace + "/poddisruptionbudgets";
  }

  /** The config maps of a namespace. */
  public static String configMaps(String namespace) {
    return core(namespace, "configmaps");
  }

  /** A config map. */
  public static String configMap(String namespace, String name) {
    return configMaps(namespace) + "/" + name;
  }

  /** The events of a namespace. */
  public static String events(String namespace) {
    return core(namespace, "events");
  }

  /** A batch job. */
  public static String job(String namespace, String name) {
    return "/apis/batch/v1/namespaces/" + namespace + "/jobs/" + name;
  }

  private static String core(String namespace, String resource) {
    return "/api/v1/namespaces/" + namespace + "/" + resource;
  }
}
