package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.e2e.AuditEvent;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.act.Cleanup;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.lead.Leadership;
import dev.fungible.operator.run.LiveLook;
import dev.fungible.operator.view.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
      List<Grant> granted = new ArrayList<>();
      granted.addAll(permissions.granted("clusterrole/fungible-scheduler"));
      granted.addAll(permissions.granted("role/fungible-scheduler"));
      List<AuditEvent> requests = permissions.requests(permissions.operator(), start);
      assertThat(refused(requests)).isEmpty();
      assertThat(unused(granted, requests)).isEmpty();
    }
  }

  @Test
  void peopleNeedJustWhatTheirRolesAllow(TestSpace space) {
    List<String> nodes =
        space.addNodes(SimulatedNodes.named(space.name() + "-n", 1).assignedTo("training"));
    space.apply(Workload.training("one", 1, "600s").job());
    awaitRunning(space, "training", 1);
    space.run("annotate", "pods", "--all", Keys.CHECKPOINT_REQUESTED + "=2026-03-02T12:00:00Z");
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
            assertThat(misfits(permissions, "fungible-scheduler-viewer", "stranger", start))
                .isEmpty();
          });

      KubeApi cleaner = permissions.asPerson("stranger-a", "fungible-scheduler-cleanup");
      assertThat(cleanup(space, cleaner)).isEqualTo(2);
      assertThat(space.kubectl().run("get", "node", nodes.getFirst(), "-o", "yaml"))
          .doesNotContain(Keys.CLASS);
      assertThat(misfits(permissions, "fungible-scheduler-cleanup", "stranger-a", start))
          .as("read again only where another writer was faster")
          .containsExactly(new Grant("", "get", "nodes", "").toString());
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

  /** What was refused, and what was allowed to no purpose. */
  private static List<String> misfits(
      Permissions permissions, String roles, String user, long start) {
    List<AuditEvent> requests = permissions.requests(user, start);
    List<String> misfits = new ArrayList<>(refused(requests));
    for (String kind : List.of("clusterrole/", "role/")) {
      misfits.addAll(unused(permissions.granted(kind + roles), requests));
    }
    return misfits;
  }

  private static List<String> refused(List<AuditEvent> requests) {
    return requests.stream()
        .filter(request -> request.code() == 403)
        .map(AuditEvent::toString)
        .toList();
  }

  private static List<String> unused(List<Grant> granted, List<AuditEvent> requests) {
    return granted.stream()
        .filter(grant -> requests.stream().noneMatch(grant::isUsedBy))
        .map(Grant::toString)
        .toList();
  }

  private static String eventsOnConfiguration(TestSpace space) {
    return space.run("get", "events", "--field-selector=involvedObject.kind=ConfigMap");
  }

  private static void awaitRunning(TestSpace space, String workloadClass, int count) {
    String label = "fungible.dev/class=" + workloadClass;
    eventually(() -> assertThat(space.pods(label, "status.phase=Running")).hasSize(count));
  }
}
