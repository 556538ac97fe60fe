package dev.fungible.e2e.act;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.CycleSettings;
import dev.fungible.configuration.PoolSettings;
import dev.fungible.configuration.SignalSettings;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.act.Housekeeping;
import dev.fungible.operator.act.KubernetesActuator;
import dev.fungible.operator.act.NodeRecords;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.kube.Reflector;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.GangName;
import dev.fungible.operator.observe.KubernetesObserver;
import dev.fungible.operator.observe.Watched;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeProjection;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.snapshot.ShiftJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.Interceptor;

/** The operator's eyes and hands on what one test has for itself. */
final class Hands implements AutoCloseable {

  final KubeApi api;
  final NodeRecords records;
  final KubernetesActuator actuator;
  final Housekeeping housekeeping;
  final KubernetesObserver observer;
  private final Reflector<NodeView> nodes;
  private final Reflector<PodView> pods;

  /** With every write passing through here. */
  Hands(TestSpace space, Interceptor interceptor) {
    InstantSource time = InstantSource.system();
    KubeApi plain = KubeApi.of(space.plane().client("operator"), Duration.ofSeconds(30));
    Map<String, String> own = Map.of("labelSelector", "fungible.dev/test-space=" + space.name());
    nodes = new Reflector<>(plain, "/api/v1/nodes", own, new NodeProjection(), time, () -> {});
    String path = "/api/v1/namespaces/" + space.name() + "/pods";
    pods = new Reflector<>(plain, path, Map.of(), new PodProjection(), time, () -> {});
    api = plain.through(interceptor);
    records = new NodeRecords(api, nodes.store());
    actuator =
        new KubernetesActuator(
            api,
            nodes.store(),
            pods.store(),
            GangName::of,
            node -> Optional.of(SimulatedNodes.GPU),
            time);
    housekeeping = new Housekeeping(api, nodes.store(), pods.store(), GangName::of);
    observer = observer(space, Mode.ENFORCE);
    nodes.start();
    pods.start();
    eventually(() -> assertThat(nodes.age().isPresent() && pods.age().isPresent()).isTrue());
  }

  static Hands on(TestSpace space) {
    return new Hands(space, chain -> chain.proceed(chain.request()));
  }

  /** Sees one pool, of all nodes of the test, whose default class is training. */
  KubernetesObserver observer(TestSpace space, Mode mode) {
    DemandHistory history = new DemandHistory();
    history.restore(Map.of(), now());
    PoolSettings pool =
        new PoolSettings(
            "gpu",
            SimulatedNodes.GPUS,
            mode,
            new TreeMap<>(),
            new TreeMap<>(Map.of("fungible.dev/test-space", space.name())),
            SimulatedNodes.GPU,
            SimulatedNodes.RACK,
            WorkloadClass.TRAINING);
    Configuration configuration =
        new Configuration(
            List.of(WorkloadClass.TRAINING, WorkloadClass.INFERENCE, WorkloadClass.RANKING),
            List.of(pool),
            List.of(),
            GuardrailSettings.defaults(),
            PlannerSettings.defaults(),
            ShiftSettings.defaults(),
            CycleSettings.defaults(),
            SignalSettings.defaults());
    return new KubernetesObserver(
        Watched.by("nodes", nodes),
        Watched.by("pods", pods),
        () -> configuration,
        history,
        InstantSource.system());
  }

  ObjectStore<NodeView> nodes() {
    return nodes.store();
  }

  ObjectStore<PodView> pods() {
    return pods.store();
  }

  /** Waits until the reflectors have seen that many pods at work. */
  void awaitReady(int count) {
    eventually(
        () ->
            assertThat(pods().all().stream().filter(pod -> pod.ready() && !pod.deleting()))
                .hasSize(count));
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  static Shift shift(String node) {
    return Shift.planned(
        node,
        WorkloadClass.TRAINING,
        WorkloadClass.INFERENCE,
        Tier.PROTECT,
        WorkloadClass.TRAINING,
        now(),
        "a test");
  }

  /** A new shift of the node, saved in that phase. */
  Shift begun(String node, ShiftPhase phase) {
    Shift first = shift(node);
    records.save(first);
    return saved(first, phase);
  }

  Shift saved(Shift shift, ShiftPhase phase) {
    Shift next = shift.in(phase, now());
    records.save(next);
    return next;
  }

  void drain(Shift shift, List<String> shrink, List<String> evict) {
    actuator.ensure(new Command.Drain(shift, shrink, evict));
  }

  NodeView node(String name) {
    return new NodeProjection().of(api.get("/api/v1/nodes/" + name)).orElseThrow();
  }

  Optional<Shift> record(String name) {
    return node(name).annotation(Keys.SHIFT).map(json -> ShiftJson.read(name, json));
  }

  @Override
  public void close() {
    nodes.close();
    pods.close();
  }
}
