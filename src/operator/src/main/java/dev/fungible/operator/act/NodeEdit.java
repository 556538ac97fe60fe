package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.Taint;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.snapshot.ShiftJson;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A change to one node as it was just read. What is so already is left out, so that a change that
 * took effect before comes out empty. It takes effect only if nobody has written the node since.
 */
final class NodeEdit {

  private final JsonNode live;
  private final ObjectNode metadata = JsonNodeFactory.instance.objectNode();
  private ArrayNode taints;
  private boolean changed;

  NodeEdit(JsonNode live) {
    this.live = live;
    JsonNode present = live.path("spec").path("taints");
    this.taints =
        present.isArray() ? ((ArrayNode) present).deepCopy() : JsonNodeFactory.instance.arrayNode();
  }

  String name() {
    return live.path("metadata").path("name").asText();
  }

  String uid() {
    return live.path("metadata").path("uid").asText();
  }

  boolean isDeleting() {
    return live.path("metadata").has("deletionTimestamp");
  }

  Optional<String> label(String key) {
    return text("labels", key);
  }

  Optional<String> annotation(String key) {
    return text("annotations", key);
  }

  private Optional<String> text(String map, String key) {
    JsonNode value = live.path("metadata").path(map).path(key);
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }

  /**
   * The record that the node carries.
   *
   * @throws RuntimeException if it cannot be read, as when a newer release wrote it
   */
  Optional<Shift> record() {
    return annotation(Keys.SHIFT)
        .map(json -> ShiftJson.read("node " + name() + ", annotation " + Keys.SHIFT, json));
  }

  boolean hasTaint(String key) {
    for (JsonNode taint : taints) {
      if (taint.path("key").asText().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** The label gets this value; null takes it off. */
  NodeEdit label(String key, @Nullable String value) {
    return set("labels", key, value);
  }

  /** The annotation gets this value; null takes it off. */
  NodeEdit annotation(String key, @Nullable String value) {
    return set("annotations", key, value);
  }

  private NodeEdit set(String map, String key, @Nullable String value) {
    if (!text(map, key).equals(Optional.ofNullable(value))) {
      metadata.withObjectProperty(map).put(key, value);
      changed = true;
    }
    return this;
  }

  /** The node has this taint, and none of that key besides it. */
  NodeEdit taint(Taint wanted) {
    ArrayNode next = withoutKey(wanted.key());
    boolean isThere = taints.size() == next.size() + 1 && taints.valueStream().anyMatch(is(wanted));
    if (!isThere) {
      next.addObject()
          .put("key", wanted.key())
          .put("value", wanted.value())
          .put("effect", wanted.effect());
      taints = next;
      changed = true;
    }
    return this;
  }

  private static Predicate<JsonNode> is(Taint wanted) {
    return taint ->
        taint.path("key").asText().equals(wanted.key())
            && taint.path("value").asText().equals(wanted.value())
            && taint.path("effect").asText().equals(wanted.effect());
  }

  /** The node has no taint of that key. */
  NodeEdit withoutTaint(String key) {
    ArrayNode next = withoutKey(key);
    changed |= next.size() != taints.size();
    taints = next;
    return this;
  }

  private ArrayNode withoutKey(String key) {
    ArrayNode rest = JsonNodeFactory.instance.arrayNode();
    taints.forEach(
        taint -> {
          if (!taint.path("key").asText().equals(key)) {
            rest.add(taint);
          }
        });
    return rest;
  }

  /** Whether all of it is so already. */
  boolean isEmpty() {
    return !changed;
  }

  /** As a merge patch that conflicts where the node is not the one that was read. */
  ObjectNode patch() {
    ObjectNode guarded = metadata.deepCopy();
    guarded.put("uid", uid());
    guarded.put("resourceVersion", live.path("metadata").path("resourceVersion").asText());
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.set("metadata", guarded);
    if (!taints.equals(live.path("spec").path("taints"))) {
      patch.putObject("spec").set("taints", taints);
    }
    return patch;
  }
}
