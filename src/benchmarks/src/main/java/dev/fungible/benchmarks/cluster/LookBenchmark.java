package dev.fungible.benchmarks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.KubernetesObserver;
import dev.fungible.operator.observe.Watched;
import dev.fungible.operator.view.NodeProjection;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.ClusterSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One look at a cluster whose nodes and pods are known: eight pods a node. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx2g"})
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class LookBenchmark {

  /** Nodes of the cluster. */
  @Param({"2048", "20480"})
  public int nodes;

  private KubernetesObserver observer = observer(List.of(), List.of());

  /** Makes what the reflectors would know. */
  @Setup
  public void makeCluster() {
    SyntheticCluster cluster = new SyntheticCluster(nodes, 8 * nodes);
    ObjectNode status = Template.read("pod-status.json").copy();
    Map<String, NodeView> nodeViews = new HashMap<>();
    for (int i = 0; i < nodes; i++) {
      new NodeProjection().of(cluster.node(i)).ifPresent(node -> nodeViews.put(node.key(), node));
    }
    Map<String, PodView> podViews = new HashMap<>();
    for (int i = 0; i < cluster.pods(); i++) {
      ObjectNode pod = cluster.pod(i);
      pod.setAll(status);
      new PodProjection().of(pod).ifPresent(kept -> podViews.put(kept.key(), kept));
    }
    observer = observer(nodeViews.values(), podViews.values());
  }

  private static KubernetesObserver observer(Collection<NodeView> nodes, Collection<PodView> pods) {
    PolicyRegistry registry = PolicyRegistry.load(LookBenchmark.class.getClassLoader());
    Configuration configuration = new Document("Observe", "1s", "0s").read(registry);
    DemandHistory history = new DemandHistory();
    history.restore(Map.of(), InstantSource.system().instant());
    return new KubernetesObserver(
        known("nodes", nodes),
        known("pods", pods),
        () -> configuration,
        history,
        InstantSource.system());
  }

  private static <T> Watched<T> known(String what, Collection<T> objects) {
    return new Watched<>(what, () -> List.copyOf(objects), () -> Optional.of(Duration.ZERO));
  }

  /** The snapshot of it. */
  @Benchmark
  public ClusterSnapshot look() {
    return observer.observe();
  }
}
