package dev.fungible.operator.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodProjectionTest {

  private static final String GPU = "nvidia.com/gpu";

  @Test
  void theFieldsThatDecisionsReadAreKept() {
    PodView pod =
        kept(
            """
            {metadata: {namespace: 'ml', name: 'p', uid: 'u', resourceVersion: '7',
               creationTimestamp: '2026-03-02T10:00:00Z', deletionTimestamp: '2026-03-02T11:00:00Z',
               labels: {'fungible.dev/class': 'training', app: 'x'},
               annotations: {'fungible.dev/restart-cost': '5m', note: 'x'},
               ownerReferences: [{apiVersion: 'v1', kind: 'Watcher', name: 'w', uid: 'w'},
                 {apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid: 'ju', controller: true}]},
             spec: {nodeName: 'n', priority: 9, nodeSelector: {a: 'b'},
               containers: [{resources: {limits: {'nvidia.com/gpu': '8', cpu: '4'}}}]},
             status: {phase: 'Running', startTime: '2026-03-02T10:01:00Z',
               conditions: [{type: 'Ready', status: 'True'}]}}
            """);
    assertThat(pod.key()).isEqualTo("ml/p");
    assertThat(pod.resourceVersion()).isEqualTo(7);
    assertThat(pod.created()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
    assertThat(pod.started()).isEqualTo(Instant.parse("2026-03-02T10:01:00Z"));
    assertThat(pod.labels()).containsOnlyKeys(Keys.CLASS);
    assertThat(pod.annotations()).containsOnlyKeys(Keys.RESTART_COST);
    assertThat(pod.owner()).isEqualTo(new Owner("batch/v1", "Job", "j", "ju"));
    assertThat(pod.isOn("n")).isTrue();
    assertThat(pod.priority()).isEqualTo(9);
    assertThat(pod.ready()).isTrue();
    assertThat(pod.deleting()).isTrue();
    assertThat(pod.held()).isFalse();
    assertThat(pod.extendedResources()).containsOnlyKeys(GPU);
    assertThat(pod.nodeSelector()).as("of no use once it is bound").isEmpty();
  }

  @Test
  void aPodThatWaitsKeepsItsSelectorAndItsGates() {
    PodView pod =
        kept(
            """
            {metadata: {name: 'p'}, spec: {nodeSelector: {a: 'b'}, schedulingGates: [{name: 'g'}],
              containers: [{resources: {limits: {'nvidia.com/gpu': 1}}}]}}
            """);
    assertThat(pod.node()).isNull();
    assertThat(pod.nodeSelector()).containsEntry("a", "b");
    assertThat(pod.held()).isTrue();
  }

  @Test
  void containersAddUp() {
    assertThat(gpus("{containers: [" + asks(2) + "," + asks(3) + ",{}]}")).isEqualTo(5);
  }

  @Test
  void anInitContainerThatAsksForMoreCountsAlone() {
    assertThat(gpus("{initContainers: [" + asks(1) + "], containers: [" + asks(4) + "]}"))
        .isEqualTo(4);
    assertThat(gpus("{initContainers: [" + asks(8) + "," + asks(6) + "], containers: [{}]}"))
        .isEqualTo(8);
  }

  @Test
  void aSidecarCountsWithTheContainersAndWithTheInitContainersAfterIt() {
    String sidecar = "{restartPolicy: 'Always', resources: {limits: {'nvidia.com/gpu': 1}}}";
    assertThat(gpus("{initContainers: [" + sidecar + "], containers: [" + asks(2) + "]}"))
        .isEqualTo(3);
    assertThat(
            gpus(
                "{initContainers: ["
                    + sidecar
                    + ","
                    + asks(4)
                    + "], containers: ["
                    + asks(1)
                    + "]}"))
        .isEqualTo(5);
    assertThat(
            gpus(
                "{initContainers: ["
                    + asks(4)
                    + ","
                    + sidecar
                    + "], containers: ["
                    + asks(1)
                    + "]}"))
        .isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{metadata: {}, spec: {containers: [{resources: {limits: {cpu: '4'}}}]}}",
        "{spec: {containers: [{resources: {limits: {'nvidia.com/gpu': '0'}}}]}}",
        "{spec: {containers: [{resources: {limits: {'nvidia.com/gpu': '-3'}}}]}}",
        "{spec: {containers: [{resources: {limits: {'nvidia.com/gpu': 'many'}}}]}}",
        "{spec: {containers: [{resources: {limits: {'nvidia.com/gpu': '8'}}}]},"
            + " status: {phase: 'Succeeded'}}",
        "{spec: {containers: [{resources: {limits: {'nvidia.com/gpu': '8'}}}]},"
            + " status: {phase: 'Failed'}}",
        "{metadata: {annotations: {'kubernetes.io/config.mirror': 'x'}},"
            + " spec: {containers: [{resources: {limits: {'nvidia.com/gpu': '8'}}}]}}",
        "{metadata: {ownerReferences: [{kind: 'DaemonSet', controller: true}]},"
            + " spec: {containers: [{resources: {limits: {'nvidia.com/gpu': '8'}}}]}}",
        "{}",
        "{metadata: 7, spec: [], status: 'x'}"
      })
  void whatHoldsNoGpuForGoodIsNotKept(String json) {
    assertThat(project(json)).isEmpty();
  }

  private static String asks(int gpus) {
    return "{resources: {limits: {'nvidia.com/gpu': '" + gpus + "'}}}";
  }

  private static int gpus(String spec) {
    return kept("{metadata: {name: 'p'}, spec: " + spec + "}").asksFor(GPU);
  }

  private static PodView kept(String json) {
    return project(json).orElseThrow();
  }

  private static Optional<PodView> project(String json) {
    ObjectMapper lenient =
        new ObjectMapper()
            .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
            .configure(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES, true);
    try {
      return new PodProjection().of(lenient.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
