package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.PodBuilder.NOW;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.CycleSettings;
import dev.fungible.configuration.PoolSettings;
import dev.fungible.configuration.SignalSettings;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.PlannerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cluster by hand, and an observer of it. Everything is read at each look. */
final class Cluster {

  List<PoolSettings> pools = List.of(PoolSettings.uniform("h100", 8, Mode.ENFORCE));
  List<WorkloadClass> classes = Configuration.BUILT_IN_CLASSES;
  Collection<NodeView> nodes = new ArrayList<>();
  Collection<PodView> pods = new ArrayList<>();
  Optional<Duration> nodesAge = Optional.of(Duration.ofSeconds(1));
  Optional<Duration> podsAge = Optional.of(Duration.ofSeconds(2));
  Instant now = NOW;
  final DemandHistory history = new DemandHistory();
  final KubernetesObserver observer =
      new KubernetesObserver(
          new Watched<>("nodes", () -> nodes, () -> nodesAge),
          new Watched<>("pods", () -> pods, () -> podsAge),
          this::configuration,
          history,
          () -> now);

  private Cluster() {}

  /** One whose history has been restored: there was none. */
  static Cluster of() {
    Cluster cluster = new Cluster();
    cluster.history.restore(Map.of(), NOW);
    return cluster;
  }

  /** One whose history has not been restored yet. */
  static Cluster unrestored() {
    return new Cluster();
  }

  Cluster with(NodeBuilder... more) {
    for (NodeBuilder node : more) {
      nodes.add(node.build());
    }
    return this;
  }

  Cluster with(PodBuilder... more) {
    for (PodBuilder pod : more) {
      pods.add(pod.build());
    }
    return this;
  }

  Cluster pools(PoolSettings... all) {
    pools = List.of(all);
    return this;
  }

  ClusterSnapshot look() {
    return observer.observe();
  }

  List<String> problems() {
    look();
    return observer.problems().stream().map(Problem::toString).toList();
  }

  private Configuration configuration() {
    return new Configuration(
        classes,
        pools,
        List.of(),
        GuardrailSettings.defaults(),
        PlannerSettings.defaults(),
        ShiftSettings.defaults(),
        CycleSettings.defaults(),
        SignalSettings.defaults());
  }

  /** A pool of nodes with this label. */
  static PoolSettings pool(String name, String key, String value) {
    return pool(name, Map.of(key, value), Map.of(), null, null);
  }

  static PoolSettings pool(
      String name,
      Map<String, String> selector,
      Map<WorkloadClass, Double> suitability,
      @Nullable String topologyLabel,
      @Nullable WorkloadClass defaultClass) {
    return new PoolSettings(
        name,
        8,
        Mode.ENFORCE,
        new TreeMap<>(suitability),
        new TreeMap<>(selector),
        PodBuilder.GPU,
        topologyLabel,
        defaultClass);
  }
}
