package dev.fungible.operator.run;

import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.config.ConfigurationSource;
import dev.fungible.operator.kube.KubeApi;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a replica has whether it leads or not: it follows the cluster and the configuration, so that
 * it can begin at once.
 *
 * @param time what the time is
 * @param wakeup signalled when something has changed
 */
record Standby(
    OperatorSettings settings,
    InstantSource time,
    Wakeup wakeup,
    ConfigurationSource configuration,
    ClusterWatch watch)
    implements AutoCloseable {

  /** Begins to follow, by reading alone. */
  static Standby start(
      OperatorSettings settings, KubeApi api, PolicyRegistry registry, InstantSource time) {
    Wakeup wakeup = new Wakeup();
    ConfigurationSource configuration =
        new ConfigurationSource(api, settings.configuration(), registry, time, wakeup::signal);
    ClusterWatch watch = new ClusterWatch(api, time, wakeup::signal);
    return new Standby(settings, time, wakeup, configuration.start(), watch);
  }

  /** What must be known before anything is decided, and is not yet. */
  Optional<String> missing() {
    return configuration.current().isEmpty() ? configuration.state().problem() : watch.missing();
  }

  @Override
  public void close() {
    configuration.close();
    watch.close();
  }
}
