package dev.fungible.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.Binaries;
import dev.fungible.e2e.Helm;
import dev.fungible.e2e.HelmExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests for kubectl are what the chart renders. */
@ExtendWith(HelmExtension.class)
class ManifestsTest {

  private static final boolean REFRESH = Boolean.getBoolean("golden.refresh");
  private static final Path BASE = Chart.DEPLOY.resolve("base");
  private static final Path ADMISSION = Chart.DEPLOY.resolve("admission");
  private static final String HEADER =
      "# Generated from helm/fungible-scheduler/templates/%s by `make manifests`.\n";
  private static final Pattern SOURCE =
      Pattern.compile("^# Source: fungible-scheduler/templates/(.+)$", Pattern.MULTILINE);

  @Test
  void theBaseIsWhatTheChartRendersByItself(Helm helm) throws Exception {
    Map<String, String> rendered = byTemplate(Chart.rendered(helm));

    for (var file : rendered.entrySet()) {
      isPublished(file.getValue(), BASE.resolve(file.getKey()));
    }
    assertThat(Chart.files(BASE).stream().map(file -> file.getFileName().toString()))
        .hasSize(rendered.size() + 2)
        .contains("kustomization.yaml", "namespace.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "classes, admission-class.yaml, class.yaml",
    "evictedPods, admission-evicted-pods.yaml, evicted-pods.yaml"
  })
  void anAdmissionPolicyThatIsAnOptionIsThatOfTheChart(
      String option, String template, String file, Helm helm) throws Exception {
    String rendered = Chart.rendered(helm, "--set", "admission." + option + ".create=true");

    isPublished(byTemplate(rendered).get(template), ADMISSION.resolve(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"observe", "enforce", "kueue", "development"})
  void anOverlayHasTheObjectsOfTheChartWithItsValues(String overlay, Helm helm) throws Exception {
    Path folder = Chart.DEPLOY.resolve(overlay);
    List<JsonNode> chart =
        Chart.objects(Chart.rendered(helm, "-f", folder.resolve("values.yaml").toString()));

    List<JsonNode> kustomized = Chart.objects(kustomized(folder));

    assertThat(kustomized.removeIf(object -> object.path("kind").asText().equals("Namespace")))
        .isTrue();
    assertThat(kustomized.stream().map(Chart::title))
        .isEqualTo(chart.stream().map(Chart::title).toList());
    for (int i = 0; i < chart.size(); i++) {
      assertThat(comparable(kustomized.get(i))).isEqualTo(comparable(chart.get(i)));
    }
  }

  /** The text of each template, with its comments. */
  private static Map<String, String> byTemplate(String rendered) {
    Map<String, String> files = new TreeMap<>();
    for (String document : rendered.split("(?m)^---\n")) {
      var source = SOURCE.matcher(document);
      if (source.find()) {
        String text = document.substring(source.end() + 1).strip() + "\n";
        files.merge(source.group(1), text, (first, next) -> first + "---\n" + next);
      }
    }
    files.replaceAll((template, text) -> HEADER.formatted(template) + text);
    return files;
  }

  private static void isPublished(String text, Path file) throws IOException {
    if (REFRESH) {
      Files.writeString(file, text);
    }
    assertThat(file).content().isEqualTo(text);
  }

  private static String kustomized(Path folder) throws IOException, InterruptedException {
    Path kubectl =
        Binaries.installed()
            .orElseThrow(() -> new IllegalStateException("no kubectl"))
            .folder()
            .resolve("kubectl");
    Process process =
        new ProcessBuilder(kubectl.toString(), "kustomize", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    return out;
  }

  /** A document is compared by what it says, not by how it is written. */
  private static Object comparable(JsonNode object) {
    JsonNode document = object.path("data").path("fungible.yaml");
    return document.isMissingNode()
        ? object
        : List.of(object.path("metadata"), Chart.objects(document.asText()));
  }
}
