package dev.fungible.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.Projection;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps ConfigMaps whole. */
final class ConfigMapProjection implements Projection<ConfigMapView> {

  @Override
  public Optional<ConfigMapView> of(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    Map<String, String> data = new TreeMap<>();
    object.path("data").properties().forEach(e -> data.put(e.getKey(), e.getValue().asText()));
    Map<String, byte[]> binaryData = new TreeMap<>();
    object
        .path("binaryData")
        .properties()
        .forEach(e -> binaryData.put(e.getKey(), bytes(e.getValue())));
    return Optional.of(
        new ConfigMapView(
            metadata.path("namespace").asText() + "/" + metadata.path("name").asText(),
            metadata.path("uid").asText(),
            metadata.path("resourceVersion").asLong(),
            data,
            binaryData));
  }

  private static byte[] bytes(JsonNode value) {
    try {
      byte[] bytes = value.binaryValue();
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException e) {
      // The API server takes base64 alone, so that this is no value that anybody gave.
      return new byte[0];
    }
  }
}
