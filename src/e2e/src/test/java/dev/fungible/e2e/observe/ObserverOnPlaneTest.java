package dev.fungible.e2e.observe;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.CycleSettings;
import dev.fungible.configuration.PoolSettings;
import dev.fungible.configuration.SignalSettings;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.Reflector;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.KubernetesObserver;
import dev.fungible.operator.observe.Problem;
import dev.fungible.operator.observe.Watched;
import dev.fungible.operator.view.NodeProjection;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.PlannerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ObserverOnPlaneTest {

  private @Nullable Reflector<NodeView> nodes;
  private @Nullable Reflector<PodView> pods;

  @AfterEach
  void stop() {
    if (nodes != null && pods != null) {
      nodes.close();
      pods.close();
    }
  }

  @Test
  void jobsAndReplicasAreSeenAsTheyRunAndWait(TestSpace space) {
    List<String> training =
        space.addNodes(SimulatedNodes.named(space.name() + "-t", 2).assignedTo("training"));
    space.addNodes(SimulatedNodes.named(space.name() + "-i", 1).assignedTo("inference"));
    KubernetesObserver observer = observer(space);
    space.apply(
        work("batch/v1", "Job", "tune", "parallelism: 2, completions: 2", "training", 8, "Never"));
    space.apply(
        work(
            "apps/v1",
            "Deployment",
            "chat",
            "replicas: 3, selector: {matchLabels: {app: chat}}",
            "inference",
            4,
            "Always"));

    eventually(
        () -> {
          ClusterSnapshot seen = observer.observe();
          assertThat(seen.freshness().missing()).isEmpty();
          Gang job = seen.gang(space.name() + "/job/tune").orElseThrow();
          assertThat(job.placements()).extracting("node").isEqualTo(training);
          assertThat(job.restart()).isEqualTo(Duration.ofMinutes(5));
          assertThat(job.workloadClass()).isEqualTo(WorkloadClass.TRAINING);
          assertThat(seen.gangs()).as("the job and two replicas").hasSize(3);
          assertThat(seen.pending()).singleElement().extracting("gpus").isEqualTo(4);
          assertThat(seen.demands())
              .filteredOn(demand -> demand.workloadClass().equals(WorkloadClass.INFERENCE))
              .singleElement()
              .satisfies(demand -> assertThat(demand.wanted().value()).isEqualTo(12));
          assertThat(seen.nodes())
              .allSatisfy(node -> assertThat(node.condition().ready()).isTrue())
              .hasSize(3);
        });
    assertThat(observer.problems()).isEmpty();

    space.run("delete", "deployment/chat");
    space.run("delete", "job/tune");
    eventually(
        () -> {
          ClusterSnapshot seen = observer.observe();
          assertThat(seen.gangs()).isEmpty();
          assertThat(seen.pending()).isEmpty();
          assertThat(seen.nodes()).allMatch(node -> node.condition().vacant());
        });
  }

  @Test
  void aMistakeInALabelIsAProblemAndNoMore(TestSpace space) {
    List<String> names =
        space.addNodes(SimulatedNodes.named(space.name() + "-t", 2).assignedTo("training"));
    KubernetesObserver observer = observer(space);
    eventually(() -> assertThat(observer.observe().nodeCount()).isEqualTo(2));

    space.kubectl().run("label", "node", names.getFirst(), "fungible.dev/class=t", "--overwrite");
    eventually(() -> assertThat(observer.observe().nodeCount()).isEqualTo(1));
    assertThat(observer.problems())
        .extracting(Problem::where)
        .containsExactly("node " + names.getFirst());
    assertThat(observer.observe().freshness().missing()).isEmpty();
  }

  /** Work of a class, as the admission policy would make it. */
  private static String work(
      String version,
      String kind,
      String name,
      String spec,
      String workloadClass,
      int gpus,
      String restart) {
    return """
        apiVersion: %1$s
        kind: %2$s
        metadata: {name: %3$s}
        spec: {%4$s, template: {
          metadata: {
            labels: {app: %3$s, fungible.dev/class: %5$s},
            annotations: {fungible.dev/restart-cost: 5m}},
          spec: {
            restartPolicy: %7$s,
            nodeSelector: {fungible.dev/test-space: $SPACE, fungible.dev/class: %5$s},
            tolerations: [{key: fungible.dev/class, value: %5$s, effect: NoSchedule}],
            containers: [{name: work, image: work,
              resources: {limits: {nvidia.com/gpu: %6$d}}}]}}}
        """
        .formatted(version, kind, name, spec, workloadClass, gpus, restart);
  }

  private KubernetesObserver observer(TestSpace space) {
    KubeApi api = KubeApi.of(space.plane().client("operator"), Duration.ofSeconds(30));
    InstantSource time = InstantSource.system();
    Map<String, String> own = Map.of("labelSelector", "fungible.dev/test-space=" + space.name());
    Reflector<NodeView> nodes =
        new Reflector<>(api, "/api/v1/nodes", own, new NodeProjection(), time, () -> {});
    String path = "/api/v1/namespaces/" + space.name() + "/pods";
    Reflector<PodView> pods =
        new Reflector<>(api, path, Map.of(), new PodProjection(), time, () -> {});
    this.nodes = nodes.start();
    this.pods = pods.start();
    DemandHistory history = new DemandHistory();
    history.restore(Map.of(), time.instant());
    return new KubernetesObserver(
        Watched.by("nodes", nodes),
        Watched.by("pods", pods),
        () -> configuration(space.name()),
        history,
        time);
  }

  private static Configuration configuration(String space) {
    PoolSettings pool =
        new PoolSettings(
            "h100",
            8,
            Mode.OBSERVE,
            new TreeMap<>(),
            new TreeMap<>(Map.of("fungible.dev/test-space", space)),
            SimulatedNodes.GPU,
            SimulatedNodes.RACK,
            null);
    return new Configuration(
        Configuration.BUILT_IN_CLASSES,
        List.of(pool),
        List.of(),
        GuardrailSettings.defaults(),
        PlannerSettings.defaults(),
        ShiftSettings.defaults(),
        CycleSettings.defaults(),
        SignalSettings.defaults());
  }
}
