package dev.fungible.e2e.run;

/**
 * A configuration for one test's nodes that lets nothing wait for long.
 *
 * @param mode of the one pool
 * @param policies of the document, in one line
 * @param shifts settings of shifts, in one line
 */
public record Document(String mode, String policies, String shifts) {

  /** Demand is followed at once, up and down, and training gets the rest. */
  public static final Document ENFORCING =
      new Document(
          "Enforce",
          "[{name: demand, settings: {headroom: 0, stabilization: 3s}}, {name: queue}]",
          "{checkpointWait: 5s, drainDeadline: 30s, warmLimit: 10s}");

  /** The same in another mode. */
  public Document in(String otherMode) {
    return new Document(otherMode, policies, shifts);
  }

  /** The same with other limits of waiting. */
  public Document shifting(String otherShifts) {
    return new Document(mode, policies, otherShifts);
  }

  /** The same with other policies. */
  public Document deciding(String otherPolicies) {
    return new Document(mode, otherPolicies, shifts);
  }

  /** The document for the nodes of that space. */
  public String text(String space) {
    return """
        apiVersion: fungible.dev/v1alpha1
        pools:
        - name: gpus
          gpusPerNode: 8
          mode: %s
          selector: {fungible.dev/test-space: %s}
          topologyLabel: topology.example.com/rack
          defaultClass: training
        policies: %s
        guardrails: {cooldown: 0s, concurrentShare: 1, rateShare: 1, rateWindow: 5s}
        planner: {minimumPayoff: 0}
        shifts: %s
        cycles: {schedule: "*/2 * * * * ?", debounce: PT0.1S}
        """
        .formatted(mode, space, policies, shifts);
  }
}
