package dev.fungible.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the chart has of other files is what these say. */
class ChartFilesTest {

  private static final boolean REFRESH = Boolean.getBoolean("golden.refresh");
  private static final Path FILES = Chart.FOLDER.resolve("files");
  private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");
  private static final Path CONFIGURATION = Chart.DEPLOY.resolve("fungible.schema.json");
  private static final String REFERENCE = "#/definitions/configuration/properties/";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A chart can read no file that is not its own. */
  @Test
  void presetsDashboardsAndRulesAreThoseThatArePublished() throws IOException {
    for (String folder : List.of("presets", "grafana")) {
      List<Path> published = Chart.files(Chart.DEPLOY.resolve(folder));
      for (Path file : published) {
        isCopied(file, FILES.resolve(folder).resolve(file.getFileName()));
      }
      assertThat(Chart.files(FILES.resolve(folder))).hasSameSizeAs(published);
    }
    Path rules = Path.of("prometheus", "rules.yaml");
    isCopied(Chart.DEPLOY.resolve(rules), FILES.resolve(rules));
  }

  @Test
  void theConfigurationAmongTheValuesHasItsOwnSchema() throws IOException {
    ObjectNode values = (ObjectNode) JSON.readTree(SCHEMA.toFile());
    ObjectNode configuration = (ObjectNode) JSON.readTree(CONFIGURATION.toFile());
    configuration.remove("$schema");
    values.withObject("definitions").set("configuration", configuration);
    ObjectNode sections = JSON.createObjectNode();
    for (String section :
        configuration.path("properties").propertyStream().map(e -> e.getKey()).toList()) {
      if (!Set.of("apiVersion", "pools").contains(section)) {
        sections.putObject(section).put("$ref", REFERENCE + section);
      }
    }
    values.withObject("properties").withObject("config").set("properties", sections);
    String expected = JSON.writeValueAsString(values) + "\n";
    if (REFRESH) {
      Files.writeString(SCHEMA, expected);
    }

    assertThat(SCHEMA).content().isEqualTo(expected);
  }

  /** The other way round, Helm itself sees to it. */
  @Test
  void everyKeyOfTheSchemaHasItsDefaultAmongTheValues() throws IOException {
    JsonNode values =
        Chart.objects(Files.readString(Chart.FOLDER.resolve("values.yaml"))).getFirst();
    JsonNode schema = JSON.readTree(SCHEMA.toFile());

    assertThat(missing(schema, schema, values, ""))
        .filteredOn(key -> !key.startsWith("/config/") && !key.startsWith("/resources/"))
        .containsExactly("/global");
  }

  private static List<String> missing(JsonNode root, JsonNode schema, JsonNode values, String at) {
    List<String> missing = new ArrayList<>();
    schema
        .path("properties")
        .forEachEntry(
            (key, property) -> {
              String reference = property.path("$ref").asText("#").substring(1);
              JsonNode resolved = property.has("$ref") ? root.at(reference) : property;
              if (!values.has(key)) {
                missing.add(at + "/" + key);
              } else {
                missing.addAll(missing(root, resolved, values.path(key), at + "/" + key));
              }
            });
    return missing;
  }

  @Test
  void itsVersionIsThatOfTheProject() throws IOException {
    String project =
        Files.readString(Path.of("pom.xml"))
            .replaceFirst("(?s)^.*?<version>([^<]+)</version>.*$", "$1");

    assertThat(Files.readString(Chart.FOLDER.resolve("Chart.yaml")))
        .contains("\nversion: " + project + "\n", "\nappVersion: " + project + "\n");
  }

  private static void isCopied(Path published, Path copy) throws IOException {
    if (REFRESH) {
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, Files.readString(published));
    }
    assertThat(copy).hasSameTextualContentAs(published);
  }
}
