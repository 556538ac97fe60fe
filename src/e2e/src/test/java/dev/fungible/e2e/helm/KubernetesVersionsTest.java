package dev.fungible.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.e2e.Helm;
import dev.fungible.e2e.HelmExtension;
import dev.fungible.e2e.PublishedApis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders is held against what several versions of Kubernetes say of their API. */
@ExtendWith(HelmExtension.class)
class KubernetesVersionsTest {

  private static final String MISSING =
      "the APIs of Kubernetes are missing. src/e2e/kubernetes-schemas/install fetches them";

  /** Everything that can be switched on, besides what is on by itself. */
  private static final Path EVERYTHING = Path.of("src", "test", "resources", "every-value.yaml");

  /** Kinds that a cluster has by the Prometheus operator alone. */
  private static final Set<String> FOREIGN =
      Set.of("ServiceMonitor", "PodMonitor", "PrometheusRule");

  static Stream<String> files() {
    Optional<Path> folder = PublishedApis.installed();
    if (folder.isEmpty() && Boolean.parseBoolean(System.getenv("CI"))) {
      throw new IllegalStateException(MISSING);
    }
    assumeTrue(folder.isPresent(), MISSING);
    return Chart.files(folder.get()).stream()
        .map(Path::toString)
        .filter(file -> file.endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theDefaultsFit(String file, Helm helm) throws Exception {
    KubernetesSchema schema = new KubernetesSchema(Path.of(file));

    assertThat(faults(schema, rendered(helm, schema))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyOptionFits(String file, Helm helm) throws Exception {
    KubernetesSchema schema = new KubernetesSchema(Path.of(file));
    boolean hasPolicies = schema.version().compareTo("1.34") > 0;

    List<JsonNode> objects =
        rendered(
            helm,
            schema,
            "--values=" + EVERYTHING,
            "--set=admission.classes.create=" + hasPolicies);

    assertThat(objects.stream().map(object -> object.path("kind").asText())).containsAll(FOREIGN);
    assertThat(faults(schema, objects)).isEmpty();
  }

  /** Tests of the chart are objects, too. */
  private static List<JsonNode> rendered(Helm helm, KubernetesSchema schema, String... flags)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("template", "any", Chart.FOLDER.toString()));
    arguments.addAll(List.of("--kube-version", schema.version()));
    arguments.addAll(List.of(flags));
    return Chart.objects(helm.require(arguments.toArray(String[]::new)));
  }

  private static List<String> faults(KubernetesSchema schema, List<JsonNode> objects)
      throws Exception {
    List<String> faults = new ArrayList<>();
    for (JsonNode object : objects) {
      if (!FOREIGN.contains(object.path("kind").asText())) {
        faults.addAll(schema.faults(object));
      }
    }
    return faults;
  }

  /** A schema that lets everything pass would prove nothing. */
  @ParameterizedTest
  @MethodSource("files")
  void aFaultIsFound(String file, Helm helm) throws Exception {
    KubernetesSchema schema = new KubernetesSchema(Path.of(file));
    JsonNode deployment = Chart.only("Deployment", Chart.rendered(helm));

    ObjectNode pod = (ObjectNode) deployment.at("/spec/template/spec");
    pod.put("serviceAcountName", "any").put("terminationGracePeriodSeconds", "long");

    assertThat(schema.faults(deployment))
        .hasSize(2)
        .anyMatch(fault -> fault.contains("serviceAcountName"))
        .anyMatch(fault -> fault.contains("terminationGracePeriodSeconds"));
  }
}
