package dev.fungible.configuration;

import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A pool as a document lists it. */
record PoolSettings(
    String name, int gpusPerNode, Mode mode, SortedMap<WorkloadClass, Double> suitability) {

  PoolSettings {
    Label.require("name", name);
    Settings.requireAtLeast("gpusPerNode", gpusPerNode, 1);
    suitability.forEach(
        (workloadClass, value) ->
            Settings.requireWithin("suitability." + workloadClass.name(), value, 0, 1));
  }

  static PoolSettings of(NodePool pool) {
    return new PoolSettings(pool.name(), pool.gpusPerNode(), pool.mode(), pool.suitability());
  }

  /** What a pool may leave out: it is only observed, and every class is at home in it. */
  static Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("mode", Mode.OBSERVE);
    defaults.put("suitability", new TreeMap<>());
    return defaults;
  }

  NodePool toNodePool() {
    return new NodePool(name, gpusPerNode, mode, suitability);
  }
}
