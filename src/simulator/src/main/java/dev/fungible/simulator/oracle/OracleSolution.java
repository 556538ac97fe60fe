package dev.fungible.simulator.oracle;

import java.util.List;

/**
 * The optimum. The goodput is unique; the nodes are one of many ways to reach it.
 *
 * @param goodputGpuHours training work done by the horizon
 * @param serving nodes of each serving class by interval, in the order of the problem
 * @param training nodes of training by interval
 */
public record OracleSolution(double goodputGpuHours, List<Series> serving, Series training)
    implements OracleOutcome {
  /** Copies the list. */
  public OracleSolution {
    serving = List.copyOf(serving);
  }
}
