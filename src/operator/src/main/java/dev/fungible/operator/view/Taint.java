package dev.fungible.operator.view;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A taint of a node.
 *
 * @param value empty where it has none
 */
public record Taint(String key, String value, String effect) {

  /** The effect of all taints that are set here. */
  public static final String NO_SCHEDULE = "NoSchedule";

  static Taint of(JsonNode taint) {
    return new Taint(
        taint.path("key").asText(), taint.path("value").asText(), taint.path("effect").asText());
  }
}
