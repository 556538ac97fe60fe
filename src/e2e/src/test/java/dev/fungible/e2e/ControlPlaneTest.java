package dev.fungible.e2e;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Eviction;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.io.IOException;
import java.util.List;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ControlPlaneTest {

  private static final String READY = "{.status.conditions[?(@.type=='Ready')].status}";
  private static final String READY_REPLICAS = "{.status.readyReplicas}";
  private static final String LAST_CHECKPOINT =
      "{.metadata.annotations.fungible\\.dev/last-checkpoint}";
  private static final String RUNNING = "status.phase=Running";
  private static final String PENDING = "status.phase=Pending";

  @Test
  void podsOfADeploymentRunOnSimulatedNodes(TestSpace space) {
    List<String> nodes = space.addNodes(2);

    space.apply(SampleWork.deployment("web", 4));

    eventually(() -> assertThat(space.value("deployment/web", READY_REPLICAS)).isEqualTo("4"));
    assertThat(space.run("get", "pods", "-o", "jsonpath={.items[*].spec.nodeName}").split(" "))
        .hasSize(4)
        .isSubsetOf(nodes);
    assertThat(space.value("node/" + nodes.getFirst(), "{.metadata.labels}"))
        .contains("topology.example.com/rack");
  }

  @Test
  void aJobSucceedsAfterTheTimeThatItRuns(TestSpace space) {
    space.addNodes(2);

    space.apply(SampleWork.job("train", 2, "{fungible.dev/sim-runs-for: 1s}"));

    eventually(() -> assertThat(space.value("job/train", "{.status.succeeded}")).isEqualTo("2"));
  }

  @Test
  void aBudgetRefusesAnEviction(TestSpace space) throws Exception {
    space.addNodes(1);
    space.apply(SampleWork.deployment("web", 2) + SampleWork.budget("web", 2));
    eventually(
        () -> {
          assertThat(space.value("deployment/web", READY_REPLICAS)).isEqualTo("2");
          assertThat(space.value("pdb/web", "{.status.currentHealthy}")).isEqualTo("2");
        });
    String pod = space.pods("app=web", RUNNING).getFirst();

    assertThat(evict(space, pod)).isEqualTo(429);

    assertThat(space.pods("app=web", RUNNING)).contains(pod);
  }

  @Test
  void anEvictedPodOfAJobIsReplacedAndTheJobSucceeds(TestSpace space) throws Exception {
    space.addNodes(1);
    space.apply(SampleWork.job("train", 1, "{fungible.dev/sim-runs-for: 4s}"));
    eventually(() -> assertThat(space.pods("app=train", RUNNING)).hasSize(1));
    String first = space.pods("app=train", RUNNING).getFirst();

    assertThat(evict(space, first)).isEqualTo(201);

    eventually(() -> assertThat(space.pods("app=train", RUNNING)).hasSize(1).doesNotContain(first));
    eventually(() -> assertThat(space.value("job/train", "{.status.succeeded}")).isEqualTo("1"));
    assertThat(space.value("job/train", "{.status.conditions[*].type}")).contains("Complete");
  }

  @Test
  void aTaintKeepsPodsAwayUntilItGoes(TestSpace space) {
    SimulatedNodes nodes = SimulatedNodes.named(space.name() + "-tainted", 1);
    space.addNodes(nodes.assignedTo("training"));
    space.apply(SampleWork.deployment("web", 1));
    eventually(
        () ->
            assertThat(space.run("get", "pods", "-o", "jsonpath={.items[*].status.conditions}"))
                .contains("untolerated taint"));
    assertThat(space.pods("app=web", PENDING)).hasSize(1);

    space.run("taint", "node", nodes.names().getFirst(), SimulatedNodes.CLASS + "-");

    eventually(() -> assertThat(space.pods("app=web", RUNNING)).hasSize(1));
  }

  @Test
  void aRequestForACheckpointIsAcknowledgedOnce(TestSpace space) {
    space.addNodes(1);
    space.apply(
        SampleWork.job(
            "train",
            1,
            "{fungible.dev/checkpoints-on-request: 'true', fungible.dev/sim-runs-for: 10m}"));
    eventually(() -> assertThat(space.pods("app=train", RUNNING)).hasSize(1));
    String pod = "pod/" + space.pods("app=train", RUNNING).getFirst();
    assertThat(space.value(pod, LAST_CHECKPOINT)).isEmpty();

    space.run("annotate", pod, "fungible.dev/checkpoint-requested=2030-01-01T00:00:00Z");

    eventually(() -> assertThat(space.value(pod, LAST_CHECKPOINT)).isNotEmpty());
    String acknowledged = space.value(pod, LAST_CHECKPOINT);
    space.run("annotate", pod, "example.com/other=1");
    space.run(
        "annotate", "--overwrite", pod, "fungible.dev/checkpoint-requested=2030-01-01T01:00:00Z");
    eventually(() -> assertThat(space.value(pod, LAST_CHECKPOINT)).isNotEqualTo(acknowledged));
  }

  @Test
  void aPodTakesItsTimeToBecomeReadyAndToStop(TestSpace space) {
    space.addNodes(1);
    space.apply(
        SampleWork.job(
            "slow", 1, "{fungible.dev/sim-ready-after: 2s, fungible.dev/sim-stops-after: 10m}"));
    eventually(
        () ->
            assertThat(space.run("get", "pods", "-o", "jsonpath={.items[*].spec.nodeName}"))
                .isNotEmpty());
    assertThat(space.pods("app=slow", PENDING)).hasSize(1);
    eventually(() -> assertThat(space.pods("app=slow", RUNNING)).hasSize(1));
    String pod = space.pods("app=slow", RUNNING).getFirst();

    space.run("delete", "pod", pod, "--wait=false");

    assertThat(space.value("pod/" + pod, "{.metadata.deletionTimestamp}")).isNotEmpty();
    space.run("annotate", "pod", pod, "fungible.dev/sim-stops-after-", "--overwrite");
    eventually(() -> assertThat(space.run("get", "pods", "-o", "name")).doesNotContain(pod));
  }

  @Test
  void aNodeIsNotReadyForAsLongAsItSaysSo(TestSpace space) {
    String node = "node/" + space.addNodes(1).getFirst();

    space.run("annotate", node, "fungible.dev/sim-not-ready=true");
    eventually(() -> assertThat(space.value(node, READY)).isEqualTo("False"));
    eventually(() -> assertThat(space.value(node, "{.spec.taints[*].key}")).contains("not-ready"));

    space.run("annotate", node, "fungible.dev/sim-not-ready-");
    eventually(() -> assertThat(space.value(node, READY)).isEqualTo("True"));
  }

  @Test
  void theAuditLogTellsWhoWroteWhat(TestSpace space) {
    String node = space.addNodes(1).getFirst();
    AuditLog audit = space.plane().audit();
    long start = audit.position();

    space.plane().kubectl("operator-a").run("label", "node", node, "example.com/by=a");
    space.plane().kubectl("operator-b").run("label", "node", node, "example.com/to=b");

    assertThat(audit.since(start))
        .filteredOn(event -> event.isWrite() && event.user().startsWith("operator-"))
        .allSatisfy(
            event -> {
              assertThat(event.resource()).isEqualTo("nodes");
              assertThat(event.name()).isEqualTo(node);
              assertThat(event.succeeded()).isTrue();
              assertThat(event.userAgent()).startsWith("kubectl/");
              assertThat(event.received()).isBeforeOrEqualTo(event.time());
            })
        .extracting(AuditEvent::user, event -> event.request().toString())
        .satisfiesExactly(
            first -> assertThat(first.toList()).first().isEqualTo("operator-a"),
            second -> assertThat(second.toList().getLast().toString()).contains("\"b\""));
  }

  @Test
  void aStrangerMayDoNothing(TestSpace space) {
    assertThatThrownBy(() -> space.plane().kubectl("stranger").run("get", "nodes"))
        .isInstanceOf(PlaneFailed.class)
        .hasMessageContaining("stranger")
        .hasMessageContaining("forbidden");
  }

  @Test
  void refusesUsersThatNobodyNamed(ControlPlane plane) {
    assertThatThrownBy(() -> plane.kubeconfig("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no user nobody");
  }

  @Test
  void admissionPoliciesChangePods(TestSpace space) {
    space.addNodes(1);
    space.apply(AdmissionPolicy.ADDS_A_LABEL);
    try {
      eventually(
          () -> {
            space.run("run", "probe", "--image=work", "--dry-run=server");
            assertThat(
                    space.run(
                        "run",
                        "probe",
                        "--image=work",
                        "--dry-run=server",
                        "-o",
                        "jsonpath={.metadata.labels}"))
                .contains("example.com/mutated");
          });
    } finally {
      space
          .kubectl()
          .run("delete", "mutatingadmissionpolicybinding,mutatingadmissionpolicy", "--all");
    }
  }

  /**
   * Asks for an eviction and returns the status of the answer, which the typed call cannot read.
   */
  private static int evict(TestSpace space, String pod) throws ApiException, IOException {
    V1Eviction eviction =
        new V1Eviction().metadata(new V1ObjectMeta().name(pod).namespace(space.name()));
    try (Response answer =
        new CoreV1Api(space.plane().client("operator"))
            .createNamespacedPodEviction(pod, space.name(), eviction)
            .buildCall(null)
            .execute()) {
      return answer.code();
    }
  }
}
