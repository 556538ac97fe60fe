package dev.fungible.e2e.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.e2e.Helm;
import dev.fungible.e2e.HelmExtension;
import dev.fungible.scheduler.model.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(HelmExtension.class)
class ChartTest {

  private static final String CLASSES = "--set=admission.classes.create=true";
  private static final String POLICY = "MutatingAdmissionPolicy";

  private final PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());
  private final ConfigurationReader reader = new ConfigurationReader(registry);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../helm/fungible-scheduler/values.yaml",
        "../../deploy/observe/values.yaml",
        "../../deploy/enforce/values.yaml",
        "../../deploy/kueue/values.yaml",
        "../../deploy/development/values.yaml",
        "src/test/resources/every-value.yaml"
      })
  void lintFindsNothing(String values, Helm helm) throws Exception {
    String said = helm.require("lint", "--strict", "-f", values, Chart.FOLDER.toString());

    assertThat(said).doesNotContain("[WARNING]", "[ERROR]").contains("0 chart(s) failed");
  }

  @Test
  void byItselfItWatchesOnePoolByTheShippedSettings(Helm helm) throws Exception {
    Configuration configuration = read(Chart.document(Chart.rendered(helm)));

    assertThat(configuration.pools())
        .singleElement()
        .satisfies(pool -> assertThat(pool.mode()).isEqualTo(Mode.OBSERVE));
    assertThat(configuration.policies()).isEqualTo(Configuration.defaults(registry).policies());
    assertThat(configuration.guardrails()).isEqualTo(Configuration.defaults(registry).guardrails());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cautious", "follow-the-sun", "serving-first", "training-first"})
  void aPresetIsTheOneThatIsPublished(String preset, Helm helm) throws Exception {
    Path published = Chart.DEPLOY.resolve("presets").resolve(preset + ".yaml");

    String rendered = Chart.document(Chart.rendered(helm, "--set=preset=" + preset));

    assertThat(read(rendered)).isEqualTo(read(Chart.document(Files.readString(published))));
  }

  @Test
  void whatIsConfiguredCountsMoreThanThePreset(Helm helm) throws Exception {
    String rendered =
        Chart.rendered(
            helm,
            "--set=preset=cautious",
            "--set=config.guardrails.rateWindow=3h",
            "--set=config.policies[0].name=demand");

    Configuration configuration = read(Chart.document(rendered));

    assertThat(configuration.guardrails().rateWindow()).isEqualTo(Duration.ofHours(3));
    assertThat(configuration.guardrails().cooldown()).isEqualTo(Duration.ofHours(1));
    assertThat(configuration.policies()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"enforce", "kueue"})
  void theDocumentOfAnOverlayIsTaken(String overlay) throws Exception {
    read(Files.readString(Chart.DEPLOY.resolve(overlay).resolve("fungible.yaml")));
  }

  /** The operator takes it up while it runs. */
  @Test
  void anotherConfigurationRestartsNothing(Helm helm) throws Exception {
    String before = Chart.rendered(helm);
    String after = Chart.rendered(helm, "--set=preset=cautious");

    assertThat(Chart.only("ConfigMap", after)).isNotEqualTo(Chart.only("ConfigMap", before));
    assertThat(Chart.only("Deployment", after)).isEqualTo(Chart.only("Deployment", before));
  }

  @Test
  void aConfigMapThatIsKeptElsewhereIsLeftAlone(Helm helm) throws Exception {
    assertThat(Chart.objects(Chart.rendered(helm, "--set=configMap.create=false")))
        .hasSizeGreaterThan(10)
        .noneMatch(object -> object.path("kind").asText().equals("ConfigMap"));
  }

  @Test
  void aDigestCountsMoreThanATag(Helm helm) throws Exception {
    String digest = "sha256:" + "0".repeat(64);

    String rendered = Chart.rendered(helm, "--set=image.tag=any", "--set=image.digest=" + digest);

    assertThat(
            Chart.only("Deployment", rendered)
                .at("/spec/template/spec/containers/0/image")
                .asText())
        .isEqualTo("fungible-scheduler@" + digest);
  }

  @ParameterizedTest
  @CsvSource({
    "1.36.0, admissionregistration.k8s.io/v1",
    "1.37.2-gke.100, admissionregistration.k8s.io/v1",
    "1.35.1, admissionregistration.k8s.io/v1beta1",
    "v1.34.3-eks-113cf36, admissionregistration.k8s.io/v1beta1"
  })
  void theAdmissionPolicyIsOfTheVersionThatThereIs(String kubernetes, String api, Helm helm)
      throws Exception {
    String rendered = Chart.rendered(helm, CLASSES, "--kube-version=" + kubernetes);

    assertThat(Chart.only(POLICY, rendered).path("apiVersion").asText()).isEqualTo(api);
    assertThat(Chart.only(POLICY + "Binding", rendered).path("apiVersion").asText()).isEqualTo(api);
  }

  @Test
  void whatAClusterHasCountsMoreThanItsVersion(Helm helm) throws Exception {
    List<String> cluster = new ArrayList<>(List.of("template", "any", Chart.FOLDER.toString()));
    cluster.addAll(List.of(CLASSES, "--kube-version=1.35.1", "--api-versions=v1/Pod"));

    Helm.Outcome refused = helm.run(cluster.toArray(String[]::new));
    cluster.add("--api-versions=admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy");
    Helm.Outcome taken = helm.run(cluster.toArray(String[]::new));

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Kubernetes v1.35.1 has no MutatingAdmissionPolicy here. Expected 1.36");
    assertThat(Chart.only(POLICY, taken.out()).path("apiVersion").asText()).endsWith("/v1beta1");
  }

  @Test
  void theAdmissionPolicyKnowsAllClasses(Helm helm) throws Exception {
    String rendered =
        Chart.rendered(
            helm,
            CLASSES,
            "--set=config.classes[0].name=evaluation",
            "--set=config.classes[0].kind=Batch");

    assertThat(
            Chart.only(POLICY, rendered)
                .at("/spec/matchConstraints/objectSelector/matchExpressions/0/values")
                .valueStream()
                .map(JsonNode::asText))
        .containsExactly("training", "inference", "ranking", "evaluation");
  }

  @Test
  void rulesAndDashboardsComeWhole(Helm helm) throws Exception {
    String rendered =
        Chart.rendered(
            helm, "--set=metrics.rules.create=true", "--set=metrics.dashboards.create=true");

    assertThat(Chart.only("PrometheusRule", rendered).path("spec"))
        .isEqualTo(published("prometheus/rules.yaml"));
    for (Path file : Chart.files(Chart.DEPLOY.resolve("grafana"))) {
      String name = file.getFileName().toString();
      assertThat(Chart.objects(rendered))
          .filteredOn(object -> object.path("data").has(name))
          .singleElement()
          .satisfies(
              object -> {
                assertThat(object.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
                assertThat(Chart.objects(object.path("data").path(name).asText()))
                    .containsExactly(published("grafana/" + name));
              });
    }
  }

  private static JsonNode published(String file) throws IOException {
    return Chart.objects(Files.readString(Chart.DEPLOY.resolve(file))).getFirst();
  }

  @Test
  void anOlderKubernetesIsRefused(Helm helm) throws Exception {
    Helm.Outcome outcome =
        helm.run("template", "any", Chart.FOLDER.toString(), "--kube-version=1.29.9");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("chart requires kubeVersion: >=1.30.0-0");
  }

  private Configuration read(String document) {
    return reader.read("fungible.yaml", document.getBytes(UTF_8));
  }
}
