package dev.fungible.operator.run;

import static dev.fungible.operator.kube.ScriptedServer.page;
import static dev.fungible.operator.kube.ScriptedServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.config.ConfigurationInForce;
import dev.fungible.operator.config.Revision;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.ScriptedServer;
import dev.fungible.operator.kube.ScriptedServer.Watch;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.plan.LeastLoss;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CyclesTest {

  private static final String NODES = "/api/v1/nodes";
  private static final String PODS = "/api/v1/pods";
  private static final String NODE =
      """
      {"metadata": {"name": "n", "uid": "u", "resourceVersion": "5",
       "labels": {"pool": "gpus"}}, "spec": {},
       "status": {"allocatable": {"nvidia.com/gpu": "8"},
                  "conditions": [{"type": "Ready", "status": "True"}]}}
      """;
  private static final String DOCUMENT =
      """
      apiVersion: fungible.dev/v1alpha1
      pools:
      - {name: gpus, gpusPerNode: 8, mode: Enforce, selector: {pool: gpus}, defaultClass: training}
      policies: [{name: queue}]
      guardrails: {maxSnapshotAge: 2m}
      cycles: {debounce: 0s}
      """;

  private final ScriptedServer server = new ScriptedServer();
  private final KubeApi api = server.api(Duration.ofSeconds(5));
  private final Watch nodes = new Watch();
  private final Watch pods = new Watch();
  private final Wakeup wakeup = new Wakeup();
  private final DemandHistory history = new DemandHistory();
  private final List<CycleReport> reports = new CopyOnWriteArrayList<>();
  private final ConfigurationInForce document = read(DOCUMENT);
  private volatile Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private volatile Optional<ConfigurationInForce> configuration = Optional.of(document);
  private ClusterWatch watch;
  private Cycles cycles;
  private Thread thread;

  @BeforeEach
  void follow() {
    history.restore(Map.of(), now);
    server.at(PODS, page("7", ""), pods);
    server.at(NODES, page("7", "", NODE), nodes);
    watch = new ClusterWatch(api, () -> now, () -> {});
    await().until(() -> watch.missing().isEmpty());
  }

  @AfterEach
  void close() throws InterruptedException {
    if (cycles != null) {
      cycles.stop();
      thread.join();
    }
    watch.close();
    server.close();
  }

  @Test
  void aSignalIsOneCycle() {
    expectAdoption();
    run(() -> configuration, this::engine);
    awaitReports(1);
    assertThat(touches()).hasSize(2);
    wakeup.signal();
    awaitReports(2);
    assertThat(touches()).hasSize(2);
  }

  @Test
  void withoutAConfigurationNothingIsDone() {
    expectAdoption();
    configuration = Optional.empty();
    AtomicInteger asked = new AtomicInteger();
    Supplier<Optional<ConfigurationInForce>> source =
        () -> {
          asked.incrementAndGet();
          return configuration;
        };
    run(source, this::engine);
    await().until(() -> asked.get() > 0);
    assertThat(reports).isEmpty();
    configuration = Optional.of(document);
    wakeup.signal();
    awaitReports(1);
  }

  @Test
  void aRoundThatFailsIsTriedAgainWithoutFurtherNews() {
    expectAdoption();
    AtomicInteger tries = new AtomicInteger();
    run(
        () -> configuration,
        first -> {
          if (tries.incrementAndGet() <= 2) {
            throw new IllegalStateException("as the test wants it");
          }
          return engine(first);
        });
    awaitReports(1);
    assertThat(tries).hasValue(3);
  }

  @Test
  void nothingIsPutRightByWhatMayNotBeSoAnyMore() {
    now = now.plus(Duration.ofMinutes(3));
    run(() -> configuration, this::engine);
    awaitReports(1);
    assertThat(reports.getFirst().snapshot().freshness().age()).isEqualTo(Duration.ofMinutes(3));
    assertThat(touches()).isEmpty();

    // One of the two is heard of again.
    nodes.send(bookmark());
    await().until(() -> watch.nodesAge().equals(Optional.of(Duration.ZERO)));
    wakeup.signal();
    awaitReports(2);
    assertThat(touches()).isEmpty();

    expectAdoption();
    pods.send(bookmark());
    await().until(() -> watch.podsAge().equals(Optional.of(Duration.ZERO)));
    wakeup.signal();
    awaitReports(3);
    assertThat(touches()).hasSize(2);
  }

  @Test
  void stoppingEndsItWhileItWaits() throws InterruptedException {
    expectAdoption();
    run(() -> configuration, this::engine);
    awaitReports(1);
    cycles.stop();
    thread.join();
    assertThat(thread.isAlive()).isFalse();
  }

  private void run(
      Supplier<Optional<ConfigurationInForce>> source,
      Function<ConfigurationInForce, Engine> engines) {
    cycles = new Cycles(wakeup, source, engines, new Telemetry());
    wakeup.signal();
    thread = Thread.ofVirtual().start(cycles::run);
  }

  private Engine engine(ConfigurationInForce first) {
    CycleListener listener =
        new CycleListener() {
          @Override
          public void onCycle(CycleReport report) {
            reports.add(report);
          }
        };
    return new Engine(api, watch, new Measured(history, List::of), listener, () -> now, first);
  }

  /** The node has no class yet: it is read, and gets its pool's. */
  private void expectAdoption() {
    String adopted =
        NODE.replace("\"5\"", "\"9\"")
            .replace(
                "\"pool\": \"gpus\"", "\"pool\": \"gpus\", \"fungible.dev/class\": \"training\"")
            .replace(
                "\"spec\": {}",
                """
                "spec": {"taints": [{"key": "fungible.dev/class", "value": "training",
                 "effect": "NoSchedule"}]}
                """);
    server.at(NODES + "/n", status(200, NODE), status(200, adopted));
  }

  private static String bookmark() {
    return "{\"type\": \"BOOKMARK\", \"object\": {\"metadata\": {\"resourceVersion\": \"8\"}}}";
  }

  /** What was asked about the one node: to change it, it is read first. */
  private List<String> touches() {
    return server.requests().stream().filter(request -> request.contains(NODES + "/n")).toList();
  }

  private void awaitReports(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> reports.size() >= count);
  }

  private static ConfigurationInForce read(String text) {
    PolicyRegistry registry = PolicyRegistry.load(CyclesTest.class.getClassLoader());
    byte[] bytes = text.getBytes(UTF_8);
    Configuration read = new ConfigurationReader(registry).read("test", bytes);
    return new ConfigurationInForce(
        read,
        new EngineFactory(registry).engine(read, new LeastLoss()),
        text,
        new Revision("hash", "uid", 1, Instant.EPOCH));
  }
}
