package dev.fungible.e2e.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version of Kubernetes, as strict about objects as its API server: no unknown field passes.
 */
final class KubernetesSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFINITIONS = "#/definitions/";
  private static final String INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
  private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";

  private final String version;
  private final ObjectNode definitions;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  /** The one that an OpenAPI description tells of. */
  KubernetesSchema(Path description) throws IOException {
    version = description.getFileName().toString().replaceFirst("^v(.+)\\.json$", "$1");
    definitions = (ObjectNode) JSON.readTree(description.toFile()).path("definitions");
    for (JsonNode definition : definitions) {
      if (definition.has("properties")) {
        ((ObjectNode) definition).put("additionalProperties", false);
      }
    }
    definitions.putObject(INT_OR_STRING).putArray("type").add("integer").add("string");
    definitions.putObject(QUANTITY).putArray("type").add("number").add("string");
  }

  /** Like 1.36.3. */
  String version() {
    return version;
  }

  /** What is wrong with an object; empty if nothing is. */
  List<String> faults(JsonNode object) throws IOException {
    Optional<String> definition = definition(object);
    if (definition.isEmpty()) {
      return List.of(Chart.title(object) + ": no such kind in " + object.path("apiVersion"));
    }
    ObjectNode schema = JSON.createObjectNode().put("$ref", DEFINITIONS + definition.get());
    include(definition.get(), schema.putObject("definitions"));
    return schemas
        .getSchema(schema.toString())
        .validate(object.toString(), InputFormat.JSON)
        .stream()
        .map(fault -> Chart.title(object) + ": " + fault)
        .toList();
  }

  private Optional<String> definition(JsonNode object) {
    return definitions
        .propertyStream()
        .filter(entry -> isOf(entry.getValue(), object))
        .map(entry -> entry.getKey())
        .findFirst();
  }

  private static boolean isOf(JsonNode definition, JsonNode object) {
    for (JsonNode kind : definition.path("x-kubernetes-group-version-kind")) {
      String group = kind.path("group").asText();
      String apiVersion = (group.isEmpty() ? "" : group + "/") + kind.path("version").asText();
      if (apiVersion.equals(object.path("apiVersion").asText())
          && kind.path("kind").equals(object.path("kind"))) {
        return true;
      }
    }
    return false;
  }

  /** A definition, and all that it refers to. */
  private void include(String name, ObjectNode included) {
    if (included.has(name)) {
      return;
    }
    JsonNode definition = definitions.required(name).deepCopy();
    withoutExtensions(definition);
    included.set(name, definition);
    references(definition).forEach(reference -> include(reference, included));
  }

  /** The validator would warn of each. */
  private static void withoutExtensions(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(
          object.propertyStream().map(e -> e.getKey()).filter(k -> k.startsWith("x-")).toList());
    }
    node.forEach(KubernetesSchema::withoutExtensions);
  }

  private static Stream<String> references(JsonNode node) {
    Stream<String> below = node.valueStream().flatMap(KubernetesSchema::references);
    JsonNode reference = node.path("$ref");
    return reference.isTextual()
        ? Stream.concat(Stream.of(reference.asText().substring(DEFINITIONS.length())), below)
        : below;
  }
}
