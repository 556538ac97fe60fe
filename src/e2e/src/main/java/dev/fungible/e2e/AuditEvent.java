package dev.fungible.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One line of the audit log: one request that was answered, or a watch that began.
 *
 * @param user who asked
 * @param userAgent what the client called itself
 * @param verb such as {@code patch}
 * @param resource such as {@code nodes}; {@code pods/eviction} for a subresource
 * @param namespace empty where there is none
 * @param name empty for a list or a generated name
 * @param stage such as {@code ResponseComplete}
 * @param received when the request came in
 * @param time when the stage was reached
 * @param code the HTTP status
 * @param request what was sent, for writes; missing otherwise
 */
public record AuditEvent(
    String user,
    String userAgent,
    String verb,
    String resource,
    String namespace,
    String name,
    String stage,
    Instant received,
    Instant time,
    int code,
    JsonNode request) {

  /** Whether the request changed something, or would have. */
  public boolean isWrite() {
    return switch (verb) {
      case "create", "update", "patch", "delete", "deletecollection" -> true;
      default -> false;
    };
  }

  /** Whether it was answered with a 2xx status. */
  public boolean succeeded() {
    return code >= 200 && code < 300;
  }

  static AuditEvent of(JsonNode line) {
    JsonNode object = line.path("objectRef");
    String subresource = object.path("subresource").asText();
    String resource = object.path("resource").asText();
    return new AuditEvent(
        line.at("/user/username").asText(),
        line.path("userAgent").asText(),
        line.path("verb").asText(),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        object.path("namespace").asText(),
        object.path("name").asText(),
        line.path("stage").asText(),
        Instant.parse(line.path("requestReceivedTimestamp").asText()),
        Instant.parse(line.path("stageTimestamp").asText()),
        line.at("/responseStatus/code").asInt(),
        line.path("requestObject"));
  }
}
