package dev.fungible.operator.config;

/**
 * Where the configuration is, and where is kept what became of it.
 *
 * @param namespace of both ConfigMaps
 * @param name of the ConfigMap that people write
 * @param status of the ConfigMap that is written here
 */
public record ConfigurationAddress(String namespace, String name, String status) {

  /** The usual names in this namespace. */
  public static ConfigurationAddress in(String namespace) {
    return new ConfigurationAddress(namespace, "fungible-scheduler", "fungible-scheduler-status");
  }

  /** The key under which an object store has the ConfigMap. */
  String key() {
    return namespace + "/" + name;
  }

  /** What messages call the ConfigMap. */
  String title() {
    return "ConfigMap " + key();
  }
}
