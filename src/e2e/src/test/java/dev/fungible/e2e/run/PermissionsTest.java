package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.act.Cleanup;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.lead.Leadership;
import dev.fungible.operator.run.LiveLook;
import dev.fungible.operator.view.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class PermissionsTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void theOperatorNeedsJustWhatItIsAllowed(TestSpace space) {
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 4).assignedTo("training"));
    space.apply(
        Workload.training("saves", 2, "600s").with(Keys.CHECKPOINTS_ON_REQUEST, "true").job()
            + Workload.training("elastic", 2, "600s").with(Keys.MIN_NODES, "1").job()
            + Workload.serving("chat", "inference", 0).deployment());
    awaitRunning(space, "training", 4);
    Replica.configure(space, Document.ENFORCING);
    try (Permissions permissions = new Permissions(space)) {
      KubeApi api = permissions.asOperator();
      long start = space.plane().audit().position();
      try (Replica replica = Replica.start(space, "first", api)) {
        space.run("scale", "deployment/chat", "--replicas=1");
        awaitRunning(space, "inference", 1);
        assertThat(replica.operator().leads()).isTrue();
      }
      Replica.configure(space, Document.ENFORCING.in("Sometimes"));
      try (Replica replica = Replica.start(space, "second", api)) {
        eventually(() -> assertThat(eventsOnConfiguration(space)).contains("Sometimes"));
        space.run("scale", "deployment/chat", "--replicas=3");
        awaitRunning(space, "inference", 3);
        assertThat(replica.operator().leads()).isTrue();
      }
      assertThat(permissions.misfits("fungible-scheduler", permissions.operator(), start))
          .isEmpty();
    }
  }

  @Test
  void theOperatorIsRefusedNothingWhenItAdoptsRepairsAndTurnsBack(TestSpace space) {
    String name = space.name();
    String guarded =
        space.addNodes(SimulatedNodes.named(name + "-g", 1).assignedTo("training")).getFirst();
    Workload job =
        Workload.training("guarded", 1, "600s").with(Keys.CHECKPOINTS_ON_REQUEST, "true");
    space.apply(job.job() + job.budget(1) + Workload.serving("chat", "inference", 2).deployment());
    awaitRunning(space, "training", 1);
    space.run("annotate", "pods", "-l", "app=guarded", Keys.CHECKPOINT_REQUESTED + "=left behind");
    List<String> nodes =
        space.addNodes(SimulatedNodes.named(name + "-l", 1).taint(Keys.SHIFTING, "left-behind"));
    Replica.configure(
        space,
        Document.ENFORCING.shifting("{checkpointWait: 1s, drainDeadline: 5s, warmLimit: 5s}"));
    try (Permissions permissions = new Permissions(space)) {
      KubeApi api = permissions.asOperator();
      long start = space.plane().audit().position();
      try (Witness witness = new Witness(space);
          Replica replica = Replica.start(space, "operator", api)) {
        awaitRunning(space, "inference", 1);
        assertThat(witness.classesOf(nodes.getFirst()))
            .containsExactly("", "training", "inference");
        eventually(() -> assertThat(eventsOn(space, guarded)).contains("ShiftRolledBack"));
        assertThat(replica.operator().leads()).isTrue();
      }
      assertThat(permissions.refused(permissions.operator(), start)).isEmpty();
    }
  }

  @Test
  void viewersNeedJustWhatTheirRolesAllow(TestSpace space) {
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 1).assignedTo("training"));
    try (Permissions permissions = new Permissions(space)) {
      long start = space.plane().audit().position();
      KubeApi viewer = permissions.asPerson("stranger", "fungible-scheduler-viewer");
      Replica.configure(space, Document.ENFORCING.in("Sometimes"));
      assertThatThrownBy(() -> look(space, viewer)).isInstanceOf(LiveLook.Failed.class);
      Replica.configure(space, Document.ENFORCING);
      // A look may be over before it comes to a watch.
      eventually(
          () -> {
            assertThat(look(space, viewer).snapshot().nodes()).hasSize(1);
            assertThat(permissions.misfits("fungible-scheduler-viewer", "stranger", start))
                .isEmpty();
          });
    }
  }

  @Test
  void cleanersNeedJustWhatTheirRolesAllow(TestSpace space) {
    String node =
        space
            .addNodes(SimulatedNodes.named(space.name() + "-n", 1).assignedTo("training"))
            .getFirst();
    space.apply(Workload.training("one", 1, "600s").job());
    awaitRunning(space, "training", 1);
    space.run("annotate", "pods", "--all", Keys.CHECKPOINT_REQUESTED + "=2026-03-02T12:00:00Z");
    try (Permissions permissions = new Permissions(space)) {
      long start = space.plane().audit().position();
      KubeApi cleaner = permissions.asPerson("stranger-a", "fungible-scheduler-cleanup");
      AtomicBoolean isFirst = new AtomicBoolean(true);
      KubeApi slow =
          cleaner.through(
              chain -> {
                if (chain.request().method().equals("PATCH") && isFirst.getAndSet(false)) {
                  space.run("label", "node", node, "team=faster");
                }
                return chain.proceed(chain.request());
              });
      assertThat(cleanup(space, slow)).isEqualTo(2);
      assertThat(space.kubectl().run("get", "node", node, "-o", "yaml")).doesNotContain(Keys.CLASS);
      assertThat(permissions.misfits("fungible-scheduler-cleanup", "stranger-a", start)).isEmpty();
    }
  }

  @Test
  void tunersNeedJustWhatTheirRoleAllows(TestSpace space) {
    try (Permissions permissions = new Permissions(space)) {
      long start = space.plane().audit().position();
      KubeApi tuner = permissions.asPerson("stranger-b", "fungible-scheduler-tuner");
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.put("apiVersion", "v1").put("kind", "ConfigMap");
      document.putObject("metadata").put("name", "fungible-scheduler");
      String there = KubePath.configMap(space.name(), "fungible-scheduler");
      tuner.create(KubePath.configMaps(space.name()), document);
      tuner.replace(there, tuner.get(there));
      document.putObject("data").put("fungible.yaml", Document.ENFORCING.text(space.name()));
      tuner.patch(there, PatchType.MERGE, document);

      assertThat(space.value("configmap/fungible-scheduler", "{.data}")).contains("Enforce");
      assertThat(permissions.misfits("fungible-scheduler-tuner", "stranger-b", start)).isEmpty();
    }
  }

  private static LiveLook look(TestSpace space, KubeApi api) {
    PolicyRegistry registry = PolicyRegistry.load(PermissionsTest.class.getClassLoader());
    return LiveLook.take(api, space.name(), registry, LIMIT);
  }

  private static int cleanup(TestSpace space, KubeApi api) {
    String own = "fungible.dev/test-space=" + space.name();
    return new Cleanup(
            api,
            () -> Leadership.holder(api, space.name(), Instant.now()).isPresent(),
            line -> assertThat(line).contains(space.name()))
        .run(new Cleanup.Scope(own, false, false));
  }

  private static String eventsOn(TestSpace space, String node) {
    return space
        .kubectl()
        .run("get", "events", "-n", "default", "--field-selector=involvedObject.name=" + node);
  }

  private static String eventsOnConfiguration(TestSpace space) {
    return space.run("get", "events", "--field-selector=involvedObject.kind=ConfigMap");
  }

  private static void awaitRunning(TestSpace space, String workloadClass, int count) {
    String label = "fungible.dev/class=" + workloadClass;
    eventually(() -> assertThat(space.pods(label, "status.phase=Running")).hasSize(count));
  }
}
