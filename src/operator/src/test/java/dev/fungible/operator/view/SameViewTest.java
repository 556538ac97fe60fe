package dev.fungible.operator.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SameViewTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NODE =
      """
      {"metadata": {"name": "n", "uid": "u", "resourceVersion": "1", "labels": {"a": "b"}},
       "status": {"conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "1"}]}}
      """;
  private static final String POD =
      """
      {"metadata": {"namespace": "s", "name": "p", "uid": "u", "resourceVersion": "1"},
       "spec": {"containers": [{"resources": {"limits": {"nvidia.com/gpu": "8"}}}]},
       "status": {"phase": "Pending"}}
      """;

  @Test
  void aHeartbeatSaysNothingNew() throws IOException {
    NodeView before = node(NODE);
    assertThat(node(changed(NODE, "/status/conditions/0", "lastHeartbeatTime", "2")))
        .matches(before::saysTheSameAs)
        .isNotEqualTo(before);
  }

  @Test
  void aNodeThatIsNotReadyAnyMoreIsNews() throws IOException {
    NodeView after = node(changed(NODE, "/status/conditions/0", "status", "False"));
    assertThat(after.saysTheSameAs(node(NODE))).isFalse();
  }

  @Test
  void aPodOfWhichNothingThatIsKeptHasChangedIsNoNews() throws IOException {
    assertThat(pod(changed(POD, "/status", "hostIP", "10.0.0.1")).saysTheSameAs(pod(POD))).isTrue();
    assertThat(pod(changed(POD, "/spec", "nodeName", "n")).saysTheSameAs(pod(POD))).isFalse();
  }

  /** The object after one field was set, in its next version. */
  private static JsonNode changed(String object, String at, String field, String value)
      throws IOException {
    JsonNode tree = JSON.readTree(object);
    ((ObjectNode) tree.at(at)).put(field, value);
    ((ObjectNode) tree.path("metadata")).put("resourceVersion", "2");
    return tree;
  }

  private static NodeView node(String object) throws IOException {
    return node(JSON.readTree(object));
  }

  private static NodeView node(JsonNode object) {
    return new NodeProjection().of(object).orElseThrow();
  }

  private static PodView pod(String object) throws IOException {
    return pod(JSON.readTree(object));
  }

  private static PodView pod(JsonNode object) {
    return new PodProjection().of(object).orElseThrow();
  }
}
