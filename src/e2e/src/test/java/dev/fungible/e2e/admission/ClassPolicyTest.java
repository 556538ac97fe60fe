package dev.fungible.e2e.admission;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ClassPolicyTest {

  private static final String TRAINING = "{fungible.dev/class: training}";
  private static final String TOLERATION = "fungible.dev/class Equal training NoSchedule";

  @Test
  void aPodOfAClassGetsItsSelectorAndToleration(TestSpace space) throws Exception {
    try (ClassPolicy policy = new ClassPolicy(space)) {
      for (String name : List.of("training", "inference", "ranking")) {
        JsonNode pod = policy.admitted("{fungible.dev/class: " + name + "}", "");

        assertThat(pod.path("nodeSelector").toString())
            .isEqualTo("{\"fungible.dev/class\":\"" + name + "\"}");
        assertThat(ours(pod)).containsExactly("fungible.dev/class Equal " + name + " NoSchedule");
      }
    }
  }

  @Test
  void whatThePodBringsAlongStays(TestSpace space) throws Exception {
    try (ClassPolicy policy = new ClassPolicy(space)) {
      JsonNode pod =
          policy.admitted(
              TRAINING,
              """
              nodeSelector: {disk: fast}
              tolerations:
              - {key: spot, operator: Exists}
              - {key: fungible.dev/class, operator: Equal, value: ranking, effect: NoSchedule}
              """);

      assertThat(pod.path("nodeSelector").toString())
          .isEqualTo("{\"disk\":\"fast\",\"fungible.dev/class\":\"training\"}");
      assertThat(tolerations(pod))
          .contains("spot Exists  ", "fungible.dev/class Equal ranking NoSchedule", TOLERATION);
    }
  }

  @Test
  void whatIsThereIsNotAddedAgain(TestSpace space) throws Exception {
    try (ClassPolicy policy = new ClassPolicy(space)) {
      for (String tolerated :
          List.of(
              "{key: fungible.dev/class, operator: Equal, value: training, effect: NoSchedule}",
              "{key: fungible.dev/class, value: training}",
              "{key: fungible.dev/class, operator: Exists, effect: NoSchedule}",
              "{key: fungible.dev/class, operator: Exists}",
              "{operator: Exists}")) {
        JsonNode pod =
            policy.admitted(
                TRAINING,
                "nodeSelector: {fungible.dev/class: training}\ntolerations: [" + tolerated + "]");

        assertThat(pod.path("nodeSelector").toString())
            .isEqualTo("{\"fungible.dev/class\":\"training\"}");
        assertThat(ours(pod)).as(tolerated).hasSizeLessThanOrEqualTo(1);
        assertThat(added(pod, tolerated)).as(tolerated).isFalse();
      }
    }
  }

  @Test
  void aTolerationThatDoesNotCoverTheTaintIsNoReasonToAddNone(TestSpace space) throws Exception {
    try (ClassPolicy policy = new ClassPolicy(space)) {
      for (String other :
          List.of(
              "{key: fungible.dev/class, operator: Equal, value: training, effect: NoExecute}",
              "{key: fungible.dev/class, operator: Equal, value: ranking, effect: NoSchedule}",
              "{key: fungible.dev/shifting, operator: Exists}",
              "{operator: Exists, effect: NoExecute}")) {
        JsonNode pod = policy.admitted(TRAINING, "tolerations: [" + other + "]");

        assertThat(tolerations(pod)).as(other).contains(TOLERATION);
      }
    }
  }

  @Test
  void otherPodsAreLeftAsTheyAre(TestSpace space) throws Exception {
    try (ClassPolicy policy = new ClassPolicy(space)) {
      for (String labels : List.of("{}", "{app: web}", "{fungible.dev/class: trainnig}")) {
        JsonNode pod = policy.admitted(labels, "");

        assertThat(pod.has("nodeSelector")).as(labels).isFalse();
        assertThat(ours(pod)).as(labels).isEmpty();
      }
    }
  }

  @Test
  void aPodThatSelectsAnotherClassByItselfIsLeftAsItIs(TestSpace space) throws Exception {
    try (ClassPolicy policy = new ClassPolicy(space)) {
      JsonNode pod = policy.admitted(TRAINING, "nodeSelector: {fungible.dev/class: ranking}");

      assertThat(pod.path("nodeSelector").toString())
          .isEqualTo("{\"fungible.dev/class\":\"ranking\"}");
      assertThat(ours(pod)).isEmpty();
    }
  }

  @Test
  void podsOfADeploymentRunOnNodesOfTheirClassAlone(TestSpace space) throws Exception {
    try (ClassPolicy policy = new ClassPolicy(space)) {
      List<String> ranking =
          space.addNodes(SimulatedNodes.named(space.name() + "-r", 1).assignedTo("ranking"));
      space.addNodes(SimulatedNodes.named(space.name() + "-t", 2).assignedTo("training"));
      space.addNodes(SimulatedNodes.named(space.name() + "-n", 2));

      space.apply(deployment("ranking", 3));

      eventually(
          () -> {
            List<String> nodes =
                List.of(space.value("pods", "{.items[*].spec.nodeName}").split(" "));
            assertThat(nodes).hasSize(2).containsOnly(ranking.getFirst());
            assertThat(space.pods("app=ranking", "status.phase=Pending")).hasSize(1);
          });
    }
  }

  /** Pods of 4 GPUs, so that two fit on a node; nothing but their label says where they belong. */
  private static String deployment(String workloadClass, int replicas) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: %2$d
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s, fungible.dev/class: %1$s}}
            spec:
              nodeSelector: {fungible.dev/test-space: $SPACE}
              containers:
              - {name: work, image: work, resources: {limits: {nvidia.com/gpu: 4}}}
        """
        .formatted(workloadClass, replicas);
  }

  /** Whether the pod has the exact toleration although it did not bring it along. */
  private static boolean added(JsonNode pod, String tolerated) {
    boolean broughtAlong = tolerated.contains("Equal") && tolerated.contains("NoSchedule");
    return !broughtAlong && tolerations(pod).contains(TOLERATION);
  }

  private static List<String> ours(JsonNode pod) {
    return tolerations(pod).stream().filter(t -> t.startsWith("fungible.dev/class ")).toList();
  }

  private static List<String> tolerations(JsonNode pod) {
    List<String> result = new ArrayList<>();
    for (JsonNode t : pod.path("tolerations")) {
      result.add(
          t.path("key").asText()
              + " "
              + t.path("operator").asText()
              + " "
              + t.path("value").asText()
              + " "
              + t.path("effect").asText());
    }
    return result;
  }
}
