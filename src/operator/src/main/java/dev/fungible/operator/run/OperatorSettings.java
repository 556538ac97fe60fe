package dev.fungible.operator.run;

import dev.fungible.operator.config.ConfigurationAddress;
import dev.fungible.operator.lead.LeaseSettings;
import java.net.InetSocketAddress;

/**
 * What an operator is started with; all else is in its ConfigMap.
 *
 * @param namespace of its ConfigMaps and its lease
 * @param identity names this process and no other
 * @param lease how leaders follow each other
 * @param http where health and metrics are served; port 0 takes any that is free
 */
public record OperatorSettings(
    String namespace, String identity, LeaseSettings lease, InetSocketAddress http) {

  /** Where the configuration is. */
  ConfigurationAddress configuration() {
    return ConfigurationAddress.in(namespace);
  }
}
