package dev.fungible.operator.run;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.kube.Reflector;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.KubernetesObserver;
import dev.fungible.operator.observe.Watched;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeProjection;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Follows the nodes and pods of a cluster. Safe for use by several threads. */
public final class ClusterWatch implements AutoCloseable {

  private final Reflector<NodeView> nodes;
  private final Reflector<PodView> pods;
  private final InstantSource time;

  /**
   * Begins to follow.
   *
   * @param changed called after every change, by any thread
   */
  public ClusterWatch(KubeApi api, InstantSource time, Runnable changed) {
    this.time = time;
    nodes =
        new Reflector<>(api, KubePath.NODES, Map.of(), new NodeProjection(), time, changed).start();
    pods =
        new Reflector<>(api, KubePath.PODS, Map.of(), new PodProjection(), time, changed).start();
  }

  /** What is known of the nodes. */
  public ObjectStore<NodeView> nodes() {
    return nodes.store();
  }

  /** What is known of the pods. */
  public ObjectStore<PodView> pods() {
    return pods.store();
  }

  /** How long ago nodes were known to be all and up to date; empty before the first time. */
  public Optional<Duration> nodesAge() {
    return nodes.age();
  }

  /** How long ago pods were known to be all and up to date; empty before the first time. */
  public Optional<Duration> podsAge() {
    return pods.age();
  }

  /** What is still to be read for the first time; empty once all of it was. */
  public Optional<String> missing() {
    if (nodes.age().isEmpty()) {
      return Optional.of("nodes have not been listed yet");
    }
    return pods.age().isEmpty() ? Optional.of("pods have not been listed yet") : Optional.empty();
  }

  /** Whether any node carries the record of a shift. */
  public boolean isShifting() {
    return nodes().all().stream().anyMatch(node -> node.annotation(Keys.SHIFT).isPresent());
  }

  /** Whether the node of this name carries the record of a shift. */
  boolean isShifting(String node) {
    return nodes().find(node).flatMap(seen -> seen.annotation(Keys.SHIFT)).isPresent();
  }

  /** The pool that selects the node of this name. */
  Optional<String> poolOf(String node, Configuration configuration) {
    return nodes()
        .find(node)
        .flatMap(
            seen ->
                configuration.pools().stream()
                    .filter(pool -> pool.selects(seen.labels()))
                    .map(PoolSettings::name)
                    .findFirst());
  }

  /** Who sees all of this as the engine does. */
  public KubernetesObserver observer(Supplier<Configuration> configuration, DemandHistory history) {
    return observer(configuration, new Measured(history, List::of));
  }

  /** Who sees all of this, and what was measured, as the engine does. */
  KubernetesObserver observer(Supplier<Configuration> configuration, Measured measured) {
    return new KubernetesObserver(
        Watched.by("nodes", nodes),
        Watched.by("pods", pods),
        configuration,
        measured.history(),
        time,
        measured.signals());
  }

  @Override
  public void close() {
    nodes.close();
    pods.close();
  }
}
