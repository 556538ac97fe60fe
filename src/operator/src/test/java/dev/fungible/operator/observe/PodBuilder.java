package dev.fungible.operator.observe;

import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.Owner;
import dev.fungible.operator.view.PodView;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pods by hand. */
final class PodBuilder {

  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  static final String GPU = "nvidia.com/gpu";

  private final String name;
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, String> annotations = new TreeMap<>();
  private final Map<String, Integer> resources = new TreeMap<>(Map.of(GPU, 8));
  private final Map<String, String> nodeSelector = new TreeMap<>();
  private @Nullable Owner owner;
  private @Nullable String node;
  private @Nullable Instant started;
  private int priority;
  private boolean ready = true;
  private boolean deleting;
  private boolean held;

  private PodBuilder(String name) {
    this.name = name;
  }

  /** A pod in the namespace {@code ml} that waits for 8 GPUs. */
  static PodBuilder pod(String name) {
    return new PodBuilder(name);
  }

  PodBuilder of(String workloadClass) {
    return label(Keys.CLASS, workloadClass);
  }

  PodBuilder job(String job) {
    return owner("batch/v1", "Job", job);
  }

  PodBuilder owner(String apiVersion, String kind, String ownerName) {
    owner = new Owner(apiVersion, kind, ownerName, "uid-of-" + ownerName);
    return this;
  }

  PodBuilder label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  PodBuilder annotation(String key, String value) {
    annotations.put(key, value);
    return this;
  }

  PodBuilder selects(String key, String value) {
    nodeSelector.put(key, value);
    return this;
  }

  /** Bound, and begun an hour ago. */
  PodBuilder on(String boundTo) {
    node = boundTo;
    started = NOW.minusSeconds(3600);
    return this;
  }

  PodBuilder started(@Nullable Instant time) {
    started = time;
    return this;
  }

  PodBuilder gpus(int count) {
    return resource(GPU, count);
  }

  PodBuilder resource(String resource, int count) {
    resources.put(resource, count);
    return this;
  }

  PodBuilder without(String resource) {
    resources.remove(resource);
    return this;
  }

  PodBuilder priority(int value) {
    priority = value;
    return this;
  }

  PodBuilder notReady() {
    ready = false;
    return this;
  }

  PodBuilder deleting() {
    deleting = true;
    return this;
  }

  PodBuilder held() {
    held = true;
    return this;
  }

  PodView build() {
    return new PodView(
        "ml",
        name,
        "uid-of-pod-" + name,
        1,
        NOW.minusSeconds(7200),
        new TreeMap<>(labels),
        new TreeMap<>(annotations),
        owner,
        node,
        started,
        priority,
        ready && node != null,
        deleting,
        held,
        new TreeMap<>(resources),
        new TreeMap<>(nodeSelector));
  }
}
