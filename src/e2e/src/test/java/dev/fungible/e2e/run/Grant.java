package dev.fungible.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.AuditEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a role allows.
 *
 * @param namespace where; empty for everywhere
 * @param name of the object; empty for any
 */
record Grant(String namespace, String verb, String resource, String name) {

  /** All that a Role or ClusterRole allows. */
  static List<Grant> of(JsonNode role) {
    String namespace = role.path("metadata").path("namespace").asText();
    List<Grant> grants = new ArrayList<>();
    for (JsonNode rule : role.path("rules")) {
      for (JsonNode resource : rule.path("resources")) {
        for (String name : names(rule)) {
          rule.path("verbs")
              .forEach(
                  verb -> grants.add(new Grant(namespace, verb.asText(), resource.asText(), name)));
        }
      }
    }
    return grants;
  }

  private static List<String> names(JsonNode rule) {
    List<String> names = rule.path("resourceNames").valueStream().map(JsonNode::asText).toList();
    return names.isEmpty() ? List.of("") : names;
  }

  /** Whether that request made use of it. */
  boolean isUsedBy(AuditEvent request) {
    return verb.equals(request.verb())
        && resource.equals(request.resource())
        && (namespace.isEmpty() || namespace.equals(request.namespace()))
        && (name.isEmpty() || name.equals(request.name()));
  }
}
