package dev.fungible.operator.report;

/**
 * The object that an Event is about.
 *
 * @param apiVersion like {@code batch/v1}; {@code v1} is that of the core group
 * @param namespace empty for a cluster-scoped object
 * @param uid empty where there is no such object
 */
public record ObjectReference(
    String apiVersion, String kind, String namespace, String name, String uid) {

  /**
   * A node.
   *
   * @param uid its uid; where it is not known, the name does as well, as in the kubelet's Events
   */
  public static ObjectReference node(String name, String uid) {
    return new ObjectReference("v1", "Node", "", name, uid);
  }

  /** A ConfigMap. */
  public static ObjectReference configMap(String namespace, String name, String uid) {
    return new ObjectReference("v1", "ConfigMap", namespace, name, uid);
  }

  /** Where Events about it are kept; those about nodes are looked for in {@code default}. */
  String eventNamespace() {
    return namespace.isEmpty() ? "default" : namespace;
  }
}
