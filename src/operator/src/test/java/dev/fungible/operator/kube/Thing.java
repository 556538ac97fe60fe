package dev.fungible.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** An object of which a label is kept, unless that says that nobody is interested. */
record Thing(String key, String uid, long resourceVersion, String value) implements Kept {

  static final String PATH = "/api/v1/things";

  static Optional<Thing> of(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String value = metadata.path("labels").path("env").asText();
    return value.equals("boring")
        ? Optional.empty()
        : Optional.of(
            new Thing(
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                metadata.path("resourceVersion").asLong(),
                value));
  }

  /** As a server would write it, with what no client knows. */
  static String json(String name, String uid, long version, String value) {
    return """
        {"metadata": {"name": "%s", "uid": "%s", "resourceVersion": "%d", "labels": {"env": "%s"},
        "managedFields": [{"manager": "m"}]}, "spec": {"env": [1], "fieldOfTomorrow": {"a": [1]}}}\
        """
        .formatted(name, uid, version, value)
        .replace("\n", "");
  }

  static String event(String type, String object) {
    return "{\"type\": \"" + type + "\", \"object\": " + object + "}";
  }

  static String bookmark(long version) {
    return event("BOOKMARK", "{\"metadata\": {\"resourceVersion\": \"" + version + "\"}}");
  }

  static String error(int code, String reason) {
    return event(
        "ERROR",
        "{\"kind\": \"Status\", \"code\": %d, \"message\": \"%s\"}".formatted(code, reason));
  }
}
