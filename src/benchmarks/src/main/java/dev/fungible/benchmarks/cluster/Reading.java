package dev.fungible.benchmarks.cluster;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.act.KubernetesActuator;
import dev.fungible.operator.act.NodeRecords;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.GangName;
import dev.fungible.operator.observe.KubernetesObserver;
import dev.fungible.operator.run.ClusterWatch;
import dev.fungible.scheduler.execute.Executor;
import dev.fungible.scheduler.execute.ShiftMachine;
import dev.fungible.scheduler.loop.ControlLoop;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.plan.LeastLoss;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the operator needs to know a cluster and to decide; it changes nothing. */
final class Reading {

  private static final InstantSource TIME = InstantSource.system();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int WARM_UPS = 10;
  private static final int LOOKS = 40;

  private Reading() {}

  /** Reads all nodes and pods as the operator does, and looks at them. */
  static void measure(ApiClient client) throws InterruptedException, IOException {
    KubeApi api = KubeApi.of(client, TIMEOUT);
    long begun = System.nanoTime();
    try (ClusterWatch watch = new ClusterWatch(api, TIME, () -> {})) {
      while (watch.missing().isPresent()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      double listed = seconds(begun);
      PolicyRegistry registry = PolicyRegistry.load(Reading.class.getClassLoader());
      Configuration configuration = new Document("Observe", "1s", "0s").read(registry);
      DemandHistory history = new DemandHistory();
      history.restore(Map.of(), TIME.instant());
      KubernetesObserver observer = watch.observer(() -> configuration, history);
      ClusterSnapshot first = observer.observe();
      Figures.tell("first complete snapshot", Spread.number(seconds(begun)) + " s");
      Figures.tell("of that, lists", Spread.number(listed) + " s");
      Figures.tell(
          "objects kept", "%,d nodes, %,d pods".formatted(first.nodeCount(), watch.pods().size()));
      tellMemory();
      tellTimes("one look", observer::observe);
      ControlLoop loop = loop(api, watch, observer, configuration, registry);
      CycleReport report = tellTimes("one cycle without moves", loop::cycle);
      Figures.tell("moves planned", String.valueOf(report.decision().plan().moves().size()));
      Figures.tell("problems seen", String.valueOf(observer.problems().size()));
    }
  }

  static void tellMemory() throws InterruptedException, IOException {
    double resident = Memory.peakResident();
    Figures.tell("heap after collection", Spread.number(Memory.heap()) + " MiB");
    Figures.tell("peak resident memory", Spread.number(resident) + " MiB");
  }

  private static ControlLoop loop(
      KubeApi api,
      ClusterWatch watch,
      KubernetesObserver observer,
      Configuration configuration,
      PolicyRegistry registry) {
    KubernetesActuator actuator =
        new KubernetesActuator(
            api,
            watch.nodes(),
            watch.pods(),
            GangName::of,
            node -> Optional.of(SyntheticCluster.GPU),
            TIME);
    Executor executor =
        new Executor(
            new ShiftMachine(configuration.shifts()),
            new NodeRecords(api, watch.nodes()),
            actuator);
    return new ControlLoop(
        observer,
        new EngineFactory(registry).engine(configuration, new LeastLoss()),
        executor,
        done -> {});
  }

  /** Does it often, and answers with what came of it last. */
  private static <T> T tellTimes(String name, Supplier<T> task) {
    T last = task.get();
    for (int i = 1; i < WARM_UPS; i++) {
      last = task.get();
    }
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      long begun = System.nanoTime();
      last = task.get();
      times.add(1000 * seconds(begun));
    }
    Figures.tell(name, new Spread(times).text("ms"));
    return last;
  }

  static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
