package dev.fungible.e2e.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart, and what it renders. */
final class Chart {

  static final Path FOLDER = Path.of("..", "..", "helm", "fungible-scheduler");

  /** Where manifests that are no chart are. */
  static final Path DEPLOY = Path.of("..", "..", "deploy");

  static final String NAME = "fungible-scheduler";
  static final String NAMESPACE = "fungible-system";

  /** The version of Kubernetes that manifests are made for. */
  static final String KUBERNETES = "1.36.0";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Chart() {}

  /** All that it renders, as text, for that namespace; tests of its own are left out. */
  static String rendered(Helm helm, String... flags) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("template", NAME, FOLDER.toString(), "--namespace", NAMESPACE));
    arguments.addAll(List.of("--skip-tests", "--kube-version", KUBERNETES));
    arguments.addAll(List.of(flags));
    return helm.require(arguments.toArray(String[]::new));
  }

  /** The objects in a stream of YAML, by kind and name. */
  static List<JsonNode> objects(String manifests) {
    var yaml = new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()));
    List<JsonNode> objects = new ArrayList<>();
    for (Object document : yaml.loadAll(manifests)) {
      if (document != null) {
        objects.add(JSON.valueToTree(document));
      }
    }
    objects.sort(Comparator.comparing(Chart::title));
    return objects;
  }

  /** The one object of that kind. */
  static JsonNode only(String kind, String manifests) {
    List<JsonNode> found =
        objects(manifests).stream().filter(o -> o.path("kind").asText().equals(kind)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects of kind " + kind + "; expected one");
    }
    return found.getFirst();
  }

  /** What an object is called among others. */
  static String title(JsonNode object) {
    return object.path("kind").asText() + " " + object.path("metadata").path("name").asText();
  }

  /** The files of a folder, by name. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document that a rendered ConfigMap holds. */
  static String document(String manifests) {
    return Objects.requireNonNull(
        only("ConfigMap", manifests).path("data").path("fungible.yaml").textValue(),
        "no fungible.yaml");
  }
}
