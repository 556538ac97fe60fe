package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.PodBuilder.GPU;
import static dev.fungible.operator.observe.PodBuilder.NOW;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes by hand. */
final class NodeBuilder {

  static final Instant CREATED = NOW.minusSeconds(86_400);

  private final String name;
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, String> annotations = new TreeMap<>();
  private final List<Taint> taints = new ArrayList<>();
  private final Map<String, Integer> resources = new TreeMap<>(Map.of(GPU, 8));
  private boolean ready = true;
  private boolean unschedulable;
  private boolean deleting;

  private NodeBuilder(String name) {
    this.name = name;
  }

  /** A ready node of the pool {@code h100} with 8 GPUs and no class. */
  static NodeBuilder node(String name) {
    return new NodeBuilder(name).label(PoolSettings.POOL_LABEL, "h100");
  }

  NodeBuilder of(String workloadClass) {
    return label(Keys.CLASS, workloadClass);
  }

  NodeBuilder label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  NodeBuilder annotation(String key, String value) {
    annotations.put(key, value);
    return this;
  }

  NodeBuilder taint(String key, String value) {
    taints.add(new Taint(key, value, Taint.NO_SCHEDULE));
    return this;
  }

  NodeBuilder gpus(int count) {
    resources.put(GPU, count);
    return this;
  }

  NodeBuilder notReady() {
    ready = false;
    return this;
  }

  NodeBuilder unschedulable() {
    unschedulable = true;
    return this;
  }

  NodeBuilder deleting() {
    deleting = true;
    return this;
  }

  NodeView build() {
    return new NodeView(
        name,
        "uid-of-node-" + name,
        1,
        CREATED,
        new TreeMap<>(labels),
        new TreeMap<>(annotations),
        List.copyOf(taints),
        new TreeMap<>(resources),
        ready,
        unschedulable,
        deleting);
  }
}
