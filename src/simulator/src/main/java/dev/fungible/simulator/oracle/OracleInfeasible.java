package dev.fungible.simulator.oracle;

import java.util.Locale;

/**
 * No assignment meets the demand.
 *
 * @param interval the first interval that cannot be met together with all before it
 * @param requiredNodes what the serving classes must have ready there
 * @param nodes size of the pool
 */
public record OracleInfeasible(int interval, double requiredNodes, double nodes)
    implements OracleOutcome {
  /** One sentence for people. */
  public String reason() {
    String cause =
        requiredNodes > nodes
            ? "more than the pool has"
            : "which it cannot have in time: nodes are lost to shifts between the classes";
    return String.format(
        Locale.ROOT,
        "interval %d needs %.4f ready nodes of %s, %s",
        interval,
        requiredNodes,
        nodes,
        cause);
  }
}
