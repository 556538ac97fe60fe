package dev.fungible.configuration;

import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pool as a document lists it: which nodes are its own, and how they are used.
 *
 * @param name unique; does as the value of a label
 * @param gpusPerNode GPUs of one node, at least 1
 * @param mode how far the engine may go here
 * @param suitability by class from 0 (never) to 1 (best); a class that is not listed has 1
 * @param selector labels that a node of the pool has, all of them; at least one
 * @param gpuResource what pods ask for when they ask for a GPU, an extended resource
 * @param topologyLabel label whose value is a node's topology domain; null where there are none
 * @param defaultClass class of a node that has neither a class label nor pods; null where such a
 *     node stays without one
 */
public record PoolSettings(
    String name,
    int gpusPerNode,
    Mode mode,
    SortedMap<WorkloadClass, Double> suitability,
    SortedMap<String, String> selector,
    String gpuResource,
    @Nullable String topologyLabel,
    @Nullable WorkloadClass defaultClass) {

  /** Label by which a pool that has no selector finds its nodes; its value is the pool's name. */
  public static final String POOL_LABEL = "fungible.dev/pool";

  /** Label that a shift changes, so that no pool can be told by it. */
  private static final String CLASS_LABEL = "fungible.dev/class";

  private static final String GPU_RESOURCE = "nvidia.com/gpu";

  public PoolSettings {
    Label.require("name", name);
    Settings.requireAtLeast("gpusPerNode", gpusPerNode, 1);
    suitability.forEach(
        (workloadClass, value) ->
            Settings.requireWithin("suitability." + workloadClass.name(), value, 0, 1));
    requireSelector(selector);
    Label.requireExtendedResource("gpuResource", gpuResource);
    if (topologyLabel != null) {
      Label.requireKey("topologyLabel", topologyLabel);
    }
    if (defaultClass != null && suitability.getOrDefault(defaultClass, 1.0) == 0) {
      String expected = "a class whose suitability is above 0";
      throw new SettingException("defaultClass", defaultClass.name(), expected);
    }
    suitability = Collections.unmodifiableSortedMap(new TreeMap<>(suitability));
    selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
  }

  private static void requireSelector(SortedMap<String, String> selector) {
    if (selector.isEmpty()) {
      throw new SettingException(
          "selector", "an empty mapping", "at least one label of the pool's nodes");
    }
    for (Map.Entry<String, String> label : selector.entrySet()) {
      if (label.getKey().equals(CLASS_LABEL)) {
        String expected = "labels that stay when a node changes its class";
        throw new SettingException("selector." + CLASS_LABEL, label.getValue(), expected);
      }
      Label.requireSelected("selector", label.getKey(), label.getValue());
    }
  }

  /** A pool in which every class is at home, whose nodes carry its name as a label. */
  public static PoolSettings uniform(String name, int gpusPerNode, Mode mode) {
    return new PoolSettings(
        name, gpusPerNode, mode, new TreeMap<>(), byName(name), GPU_RESOURCE, null, null);
  }

  /** What a pool of this name may leave out: it is only observed, and every class suits it. */
  static Map<String, Object> defaults(String name) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("mode", Mode.OBSERVE);
    defaults.put("suitability", new TreeMap<>());
    defaults.put("selector", byName(name));
    defaults.put("gpuResource", GPU_RESOURCE);
    return defaults;
  }

  /** What the engine knows of the pool. */
  public NodePool toNodePool() {
    return new NodePool(name, gpusPerNode, mode, suitability);
  }

  /** Whether a node with these labels is in the pool. */
  public boolean selects(Map<String, String> labels) {
    return selector.entrySet().stream()
        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
  }

  private static SortedMap<String, String> byName(String name) {
    return new TreeMap<>(Map.of(POOL_LABEL, name));
  }
}
