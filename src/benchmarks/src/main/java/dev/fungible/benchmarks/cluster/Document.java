package dev.fungible.benchmarks.cluster;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.PolicyRegistry;
import java.nio.charset.StandardCharsets;

/**
 * The configuration of a measurement: what is decided is done at once.
 *
 * @param mode of the one pool
 * @param debounce of cycles
 * @param warmLimit how long a handed-over node is waited for
 */
record Document(String mode, String debounce, String warmLimit) {

  /** As text. A cycle without cause would only blur what is measured. */
  String text() {
    return """
        apiVersion: fungible.dev/v1alpha1
        pools:
        - name: %s
          gpusPerNode: 8
          mode: %s
          topologyLabel: %s
          defaultClass: training
        policies: [{name: demand, settings: {headroom: 0, stabilization: 3s}}, {name: queue}]
        guardrails: {cooldown: 0s, concurrentShare: 1, rateShare: 1}
        planner: {minimumPayoff: 0}
        shifts: {checkpointWait: 5s, drainDeadline: 60s, warmLimit: %s}
        cycles: {schedule: "0 0 * * * ?", debounce: %s}
        """
        .formatted(SyntheticCluster.POOL, mode, SyntheticCluster.RACK_LABEL, warmLimit, debounce);
  }

  /** As the operator reads it. */
  Configuration read(PolicyRegistry registry) {
    return new ConfigurationReader(registry)
        .read("benchmark", text().getBytes(StandardCharsets.UTF_8));
  }
}
