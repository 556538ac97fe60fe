package dev.fungible.operator.serve;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.List;

/** A registry and what it shows of this project. */
final class Exposition {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** The samples whose name begins like this, in order. */
  List<String> samples(String prefix) {
    return registry.scrape().lines().filter(line -> line.startsWith(prefix)).sorted().toList();
  }
}
