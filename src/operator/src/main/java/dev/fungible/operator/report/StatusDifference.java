package dev.fungible.operator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Tells news from what is there. Status documents are JSON objects whose first-level members {@code
 * since} and {@code asOf} say when: two that differ in these alone say the same.
 */
final class StatusDifference {

  /** What has more than one document is none. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final List<String> TIMES = List.of("since", "asOf");

  private StatusDifference() {}

  /** What of the aim is not there, as a merge patch; empty where all of it is. */
  static ObjectNode between(JsonNode there, ObjectNode aim) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> part : aim.properties()) {
      for (Map.Entry<String, JsonNode> entry : part.getValue().properties()) {
        JsonNode known = there.path(part.getKey()).path(entry.getKey());
        if (!isSame(known, entry.getValue())) {
          patch.withObjectProperty(part.getKey()).set(entry.getKey(), entry.getValue());
        }
      }
    }
    return patch;
  }

  private static boolean isSame(JsonNode known, JsonNode aim) {
    if (aim.isNull()) {
      return known.isMissingNode();
    }
    String said = known.asText();
    return known.isTextual() && (said.equals(aim.asText()) || saysTheSame(said, aim.asText()));
  }

  /** Whether both are status documents that differ in their times alone. */
  static boolean saysTheSame(String one, String other) {
    JsonNode timeless = timeless(one);
    return timeless.isObject() && timeless.equals(timeless(other));
  }

  private static JsonNode timeless(String text) {
    if (!text.startsWith("{")) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? object.without(TIMES)
          : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** A status document as text that people can read. */
  static String text(ObjectNode document) {
    return document.toPrettyString() + "\n";
  }
}
