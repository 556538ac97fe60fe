package dev.fungible.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelVariableResolver;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What expressions see of one snapshot. Counts alone, and each part only when it is asked for; for
 * one cycle, by one thread.
 */
final class View implements CelVariableResolver {

  /** The variables and their types, by name. */
  static final SortedMap<String, CelType> VARIABLES = variables();

  private final ClusterSnapshot snapshot;
  private @Nullable Map<WorkloadClass, Work> work;
  private final Map<String, Object> shown = new LinkedHashMap<>();

  /** What this snapshot shows. */
  View(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  private static SortedMap<String, CelType> variables() {
    SortedMap<String, CelType> result = new TreeMap<>();
    result.put("now", SimpleType.TIMESTAMP);
    result.put("classes", MapType.create(SimpleType.STRING, ClassState.TYPE.celType()));
    result.put("pools", MapType.create(SimpleType.STRING, PoolState.TYPE.celType()));
    result.put("cluster", ClusterState.TYPE.celType());
    return Collections.unmodifiableSortedMap(result);
  }

  @Override
  public Optional<Object> find(String name) {
    return VARIABLES.containsKey(name)
        ? Optional.of(shown.computeIfAbsent(name, this::show))
        : Optional.empty();
  }

  private Object show(String variable) {
    return switch (variable) {
      case "now" -> snapshot.time();
      case "classes" -> classes();
      case "pools" -> pools();
      case "cluster" -> ClusterState.TYPE.show(cluster());
      default -> throw new IllegalArgumentException("There is no variable " + variable);
    };
  }

  private Map<String, Object> classes() {
    Map<String, Object> result = new LinkedHashMap<>();
    work()
        .forEach(
            (of, itsWork) ->
                result.put(of.name(), ClassState.TYPE.show(new ClassState(of, itsWork, snapshot))));
    return Collections.unmodifiableMap(result);
  }

  private Map<String, Object> pools() {
    Map<String, Object> result = new LinkedHashMap<>();
    for (NodePool pool : snapshot.pools()) {
      result.put(pool.name(), PoolState.TYPE.show(new PoolState(pool, snapshot)));
    }
    return Collections.unmodifiableMap(result);
  }

  private ClusterState cluster() {
    List<PoolState> pools = new ArrayList<>();
    snapshot.pools().forEach(pool -> pools.add(new PoolState(pool, snapshot)));
    return new ClusterState(pools, Work.sum(work().values(), snapshot.time()));
  }

  private Map<WorkloadClass, Work> work() {
    Map<WorkloadClass, Work> counted = work;
    if (counted == null) {
      counted = Work.byClass(snapshot);
      work = counted;
    }
    return counted;
  }
}
