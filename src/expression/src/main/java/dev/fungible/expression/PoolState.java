package dev.fungible.expression;

import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.MapType;
import dev.fungible.expression.ViewType.Field;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pool, as expressions see it.
 *
 * @param pool the pool
 * @param snapshot where its nodes are counted
 */
record PoolState(NodePool pool, ClusterSnapshot snapshot) {

  static final ViewType<PoolState> TYPE =
      new ViewType<>(
          "Pool",
          List.of(
              new Field<>("nodes", INT, PoolState::nodes),
              new Field<>("healthy", INT, PoolState::healthy),
              new Field<>("shifting", INT, PoolState::shifting),
              new Field<>("gpusPerNode", INT, state -> (long) state.pool.gpusPerNode()),
              new Field<>("held", MapType.create(STRING, INT), PoolState::held)));

  /** Nodes, in whatever condition. */
  long nodes() {
    return snapshot.nodesOf(pool.name()).size();
  }

  /** Nodes that can run work. */
  long healthy() {
    return held().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Nodes in a shift. */
  long shifting() {
    long shifting = 0;
    for (GpuNode node : snapshot.shiftingNodes()) {
      shifting += node.pool().equals(pool.name()) ? 1 : 0;
    }
    return shifting;
  }

  private Map<String, Long> held() {
    Map<String, Long> result = new LinkedHashMap<>();
    for (WorkloadClass holder : snapshot.classes()) {
      result.put(holder.name(), (long) snapshot.heldNodes(pool.name(), holder));
    }
    return Collections.unmodifiableMap(result);
  }
}
