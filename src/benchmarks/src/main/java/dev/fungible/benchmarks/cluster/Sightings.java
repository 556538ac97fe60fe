package dev.fungible.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.Kept;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.Projection;
import dev.fungible.operator.kube.Reflector;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeProjection;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** When pods and changes of nodes were first seen by watches, on one monotonic clock. */
final class Sightings implements AutoCloseable {

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);

  private final Map<String, Long> pods = new ConcurrentHashMap<>();
  private final Map<String, String> classes = new ConcurrentHashMap<>();
  private final List<Long> flips = new CopyOnWriteArrayList<>();
  private final Set<String> shifting = ConcurrentHashMap.newKeySet();
  private final Reflector<NodeView> nodeWatch;
  private final Reflector<PodView> podWatch;
  private volatile long firstRecord;
  private volatile long lastClosed;

  /** Begins to look, and returns once all that is there has been seen. */
  Sightings(KubeApi api) throws InterruptedException {
    NodeProjection nodes = new NodeProjection();
    PodProjection kept = new PodProjection();
    nodeWatch = watch(api, KubePath.NODES, object -> nodes.of(object).map(this::see));
    podWatch =
        watch(
            api,
            KubePath.pods(SyntheticCluster.NAMESPACE),
            object -> {
              see(object);
              return kept.of(object);
            });
    await(() -> nodeWatch.age().isPresent() && podWatch.age().isPresent(), "the first lists");
  }

  private static <T extends Kept> Reflector<T> watch(
      KubeApi api, String path, Projection<T> projection) {
    return new Reflector<>(api, path, Map.of(), projection, InstantSource.system(), () -> {})
        .start();
  }

  private void see(JsonNode pod) {
    pods.putIfAbsent(pod.path("metadata").path("name").asText(), System.nanoTime());
  }

  private NodeView see(NodeView node) {
    long now = System.nanoTime();
    String next = node.classLabel().orElse("");
    String before = classes.put(node.name(), next);
    if (before != null && !before.equals(next)) {
      flips.add(now);
    }
    if (node.annotations().containsKey(Keys.SHIFT)) {
      firstRecord = shifting.isEmpty() ? now : firstRecord;
      shifting.add(node.name());
    } else if (shifting.remove(node.name())) {
      lastClosed = now;
    }
    return node;
  }

  /** When a node's class changed, each time. */
  List<Long> flips() {
    return flips;
  }

  /** When the pod was first seen. */
  long pod(String name) {
    return Optional.ofNullable(pods.get(name)).orElseThrow();
  }

  /** When the first shift of those under way, or the last ones that were, had its record. */
  long firstRecord() {
    return firstRecord;
  }

  /** When the last record was taken off. */
  long lastClosed() {
    return lastClosed;
  }

  boolean isShifting() {
    return !shifting.isEmpty();
  }

  /** Waits until it is so. */
  static void await(BooleanSupplier so, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Waited for " + what + " too long");
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void close() {
    nodeWatch.close();
    podWatch.close();
  }
}
