package dev.fungible.e2e.config;

import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.config.ConfigurationAddress;
import dev.fungible.operator.config.ConfigurationReport;
import dev.fungible.operator.config.ConfigurationSource;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.report.Events;
import dev.fungible.operator.report.StatusConfigMap;
import java.time.Duration;
import java.time.InstantSource;

/** A process that leads, as far as its configuration goes. */
final class Replica implements AutoCloseable {

  static final PolicyRegistry POLICIES = PolicyRegistry.load(Replica.class.getClassLoader());

  final ConfigurationSource source;
  final Events events;
  final StatusConfigMap status;

  Replica(TestSpace space) {
    ConfigurationAddress address = ConfigurationAddress.in(space.name());
    KubeApi api = KubeApi.of(space.plane().client("operator"), Duration.ofSeconds(10));
    events = new Events(api, "replica");
    status = new StatusConfigMap(api, space.name(), address.status());
    ConfigurationReport report =
        new ConfigurationReport(address, events::publish, status::want, InstantSource.system());
    source =
        new ConfigurationSource(
            api, address, POLICIES, InstantSource.system(), () -> report.tell(source().state()));
    source.start();
  }

  private ConfigurationSource source() {
    return source;
  }

  /** The hash of the document in force; empty where there is none. */
  String inForce() {
    return source.current().map(current -> current.revision().hash()).orElse("");
  }

  /** What is wrong with the refused document; empty where none is refused. */
  String fault() {
    return source.refusal().map(refused -> refused.fault().message()).orElse("");
  }

  @Override
  public void close() {
    source.close();
    events.close();
    status.close();
  }
}
