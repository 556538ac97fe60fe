package dev.fungible.operator.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists and watches as they arrive, one object in memory at a time. What makes up most of an
 * object and is never looked at is passed over while reading.
 */
final class ObjectReader {

  /** Parts by the name of their field, at any depth. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "managedFields",
          "volumes",
          "volumeMounts",
          "volumeDevices",
          "env",
          "envFrom",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle",
          "securityContext",
          "images",
          "containerStatuses",
          "initContainerStatuses");

  /** Parts whose fields are named by users, who may well call one {@code env}. */
  private static final Set<String> USERS_OWN =
      Set.of("labels", "annotations", "nodeSelector", "data", "binaryData");

  private static final TokenFilter NEEDED =
      new TokenFilter() {
        @Override
        public @Nullable TokenFilter includeProperty(String name) {
          if (PASSED_OVER.contains(name)) {
            return null;
          }
          return USERS_OWN.contains(name) ? TokenFilter.INCLUDE_ALL : this;
        }
      };

  private ObjectReader() {}

  /**
   * What a page says of itself.
   *
   * @param resourceVersion the version of the list
   * @param next where the next page begins; empty for the last one
   */
  record Page(String resourceVersion, String next) {}

  /** Reads one page of a list, handing over each object. */
  static Page page(InputStream answer, Consumer<JsonNode> objects) throws IOException {
    String version = "";
    String next = "";
    try (JsonParser parser = parser(answer)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("items") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            objects.accept(parser.readValueAsTree());
          }
        } else {
          JsonNode tree = parser.readValueAsTree();
          if (field.equals("metadata")) {
            version = tree.path("resourceVersion").asText();
            next = tree.path("continue").asText();
          }
        }
      }
      // A list that was cut off is no list: what it does not name would count as gone.
      require(parser.currentToken() == JsonToken.END_OBJECT);
    }
    require(!version.isEmpty());
    return new Page(version, next);
  }

  /** Reads a watch to its end, handing over each event: {@code {type, object}}. */
  static void watch(InputStream answer, Consumer<JsonNode> events) throws IOException {
    try (JsonParser parser = parser(answer)) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        events.accept(parser.readValueAsTree());
      }
    }
  }

  private static JsonParser parser(InputStream answer) throws IOException {
    ObjectMapper mapper = KubeApi.mapper();
    JsonParser whole = mapper.getFactory().createParser(answer);
    return new FilteringParserDelegate(whole, NEEDED, Inclusion.INCLUDE_ALL_AND_PATH, true);
  }

  private static void require(boolean whole) throws IOException {
    if (!whole) {
      throw new IOException("The list ends early");
    }
  }
}
