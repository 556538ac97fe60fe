package dev.fungible.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.e2e.ControlPlane;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Fills a control plane through its API, many requests at a time. */
final class Population {

  private static final int CONNECTIONS = 4;
  private static final int THREADS = 32;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonNode STATUS = Template.read("pod-status.json").copy();

  private final List<KubeApi> connections = new ArrayList<>();

  Population(ControlPlane plane) {
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(KubeApi.of(plane.client("admin"), PATIENCE));
    }
  }

  /** A namespace in which pods can be created though no controller runs. */
  void addNamespace(String name) {
    KubeApi api = connections.getFirst();
    ObjectNode namespace = Template.JSON.createObjectNode();
    namespace.putObject("metadata").put("name", name);
    api.create("/api/v1/namespaces", namespace);
    ObjectNode account = Template.JSON.createObjectNode();
    account.putObject("metadata").put("name", "default");
    try {
      api.create("/api/v1/namespaces/" + name + "/serviceaccounts", account);
    } catch (ApiFailure e) {
      // Where a controller runs after all, it may have been faster.
      if (!e.isConflict()) {
        throw e;
      }
    }
  }

  /** An empty ConfigMap. */
  void addConfigMap(String namespace, String name) {
    ObjectNode map = Template.JSON.createObjectNode();
    map.putObject("metadata").put("name", name);
    connections.getFirst().create(KubePath.configMaps(namespace), map);
  }

  /** All nodes and pods of that cluster, the pods at work. */
  void add(SyntheticCluster cluster) {
    inParallel(cluster.nodes(), (api, i) -> api.create(KubePath.NODES, cluster.node(i)));
    inParallel(cluster.pods(), (api, i) -> addPod(api, cluster.pod(i)));
  }

  private static void addPod(KubeApi api, JsonNode pod) {
    String namespace = pod.path("metadata").path("namespace").asText();
    String name = pod.path("metadata").path("name").asText();
    api.create(KubePath.pods(namespace), pod);
    api.patch(KubePath.pod(namespace, name) + "/status", PatchType.MERGE, STATUS);
  }

  /** Does this for each number below the count; the first failure is thrown. */
  void inParallel(int count, BiConsumer<KubeApi, Integer> task) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < Math.min(THREADS, count); thread++) {
        KubeApi api = connections.get(thread % CONNECTIONS);
        running.add(
            threads.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    task.accept(api, i);
                  }
                }));
      }
    }
    running.forEach(Population::rethrow);
  }

  private static void rethrow(Future<?> ended) {
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The control plane could not be filled", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
