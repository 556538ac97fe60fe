package dev.fungible.simulator.result;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Several policies on the same scenario.
 *
 * @param scenario name of the scenario
 * @param nodes nodes of the cluster
 * @param gpusPerNode GPUs of one node
 * @param queue order of the training queue: fifo or sjf, both with backfill
 * @param notes what a reader must know of the input, such as gaps filled or variants applied
 * @param oracle upper bound of the goodput, in GPU-hours; empty when no schedule meets all demand
 * @param rows one a policy, in the order asked for
 */
public record SimulationResult(
    String scenario,
    int nodes,
    int gpusPerNode,
    String queue,
    List<String> notes,
    OptionalDouble oracle,
    List<RunResult> rows) {

  public SimulationResult {
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
  }

  /** The headline R = goodput / oracle; empty without an oracle. */
  public OptionalDouble ratioToOracle(RunResult row) {
    return oracle.isPresent()
        ? OptionalDouble.of(row.goodputGpuHours() / oracle.getAsDouble())
        : OptionalDouble.empty();
  }
}
