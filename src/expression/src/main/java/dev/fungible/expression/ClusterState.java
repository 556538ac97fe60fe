package dev.fungible.expression;

import static dev.cel.common.types.SimpleType.INT;

import dev.fungible.expression.ViewType.Field;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * All pools and classes together, as expressions see them.
 *
 * @param pools all pools
 * @param work of all classes
 */
record ClusterState(List<PoolState> pools, Work work) {

  static final ViewType<ClusterState> TYPE =
      new ViewType<>(
          "Cluster",
          List.of(
              new Field<>("nodes", INT, state -> state.sum(PoolState::nodes)),
              new Field<>("healthy", INT, state -> state.sum(PoolState::healthy)),
              new Field<>("shifting", INT, state -> state.sum(PoolState::shifting)),
              new Field<>("gpus", INT, state -> state.sum(p -> p.nodes() * p.pool().gpusPerNode())),
              new Field<>("runningGangs", INT, state -> state.work.runningGangs()),
              new Field<>("runningGpus", INT, state -> state.work.runningGpus()),
              new Field<>("pendingGangs", INT, state -> state.work.pendingGangs()),
              new Field<>("pendingGpus", INT, state -> state.work.pendingGpus())));

  private long sum(ToLongFunction<PoolState> part) {
    return pools.stream().mapToLong(part).sum();
  }
}
