package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigMapDocumentTest {

  private static final String MAP = "apiVersion: v1\nkind: ConfigMap\n";

  @Test
  void isFoundInAManifestAndNamedAfterItsKey() {
    ConfigMapDocument document =
        inManifest(MAP + "data:\n  other: x\n  fungible.yaml: |\n    a: 1\n    b: 2\n")
            .orElseThrow();

    assertThat(document.source()).isEqualTo("map.yaml data[\"fungible.yaml\"]");
    assertThat(document.bytes()).isEqualTo("a: 1\nb: 2\n".getBytes(UTF_8));
  }

  @Test
  void isFoundAmongBinaryData() {
    ConfigMapDocument document =
        inManifest(MAP + "data:\nbinaryData:\n  fungible.yaml: |\n    /v\n    8=\n").orElseThrow();

    assertThat(document.source()).isEqualTo("map.yaml binaryData[\"fungible.yaml\"]");
    assertThat(document.bytes()).containsExactly(0xfe, 0xff);
  }

  @Test
  void isFoundInJson() {
    String json = "{\"kind\": \"ConfigMap\", \"data\": {\"fungible.yaml\": \"a: 1\"}}";

    assertThat(ConfigMapDocument.inManifest("map.json", json.getBytes(UTF_8)).orElseThrow().bytes())
        .isEqualTo("a: 1".getBytes(UTF_8));
  }

  @Test
  void isNotSoughtInAnythingElse() {
    assertThat(inManifest("apiVersion: fungible.dev/v1alpha1\n")).isEmpty();
    assertThat(inManifest("apiVersion: v1\nkind: Secret\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '~',
      value = {
        "''^map.yaml:1:1: the ConfigMap has no data; expected the configuration under the key"
            + " fungible.yaml.",
        "data: {fungible.yml: x, a: b}^map.yaml:3:7: the ConfigMap has no key \"fungible.yaml\","
            + " but fungible.yml, a; expected the configuration under the key fungible.yaml. Maybe"
            + " fungible.yaml instead of fungible.yml?",
        "binaryData: {Fungible.yaml: x}^map.yaml:3:13: the ConfigMap has no key \"fungible.yaml\","
            + " but Fungible.yaml; expected the configuration under the key fungible.yaml. Maybe"
            + " fungible.yaml instead of Fungible.yaml?",
        "data: {fungible.yaml: {a: 1}}^map.yaml:3:23: data[\"fungible.yaml\"] is a mapping;"
            + " expected the document as text. Maybe a | behind the key?",
        "data: {fungible.yaml: }^map.yaml:3:22: data[\"fungible.yaml\"] is empty; expected the"
            + " document as text.",
        "binaryData: {fungible.yaml: 'a: 1'}^map.yaml:3:29: binaryData[\"fungible.yaml\"] is"
            + " \"a: 1\"; expected base64. Maybe data instead of binaryData?",
        "data: [fungible.yaml]^map.yaml:3:7: data is a list; expected a mapping with fungible.yaml."
      })
  void saysWhatIsMissing(String data, String message) {
    String manifest = MAP + (data.equals("''") ? "" : data + "\n");

    assertThatThrownBy(() -> inManifest(manifest))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void isTakenFromWhatAClientSees() {
    ConfigMapDocument text =
        ConfigMapDocument.of("ns/map", Map.of("fungible.yaml", "a: 1"), Map.of("x", new byte[1]));
    ConfigMapDocument binary =
        ConfigMapDocument.of("ns/map", Map.of(), Map.of("fungible.yaml", new byte[] {1}));

    assertThat(text.source()).isEqualTo("ns/map data[\"fungible.yaml\"]");
    assertThat(text.bytes()).isEqualTo("a: 1".getBytes(UTF_8));
    assertThat(binary.source()).isEqualTo("ns/map binaryData[\"fungible.yaml\"]");
    assertThat(binary.bytes()).containsExactly(1);
    assertThatThrownBy(() -> ConfigMapDocument.of("ns/map", Map.of("config.yaml", ""), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "ns/map: the ConfigMap has no key \"fungible.yaml\", but config.yaml; expected the"
                + " configuration under the key fungible.yaml.");
  }

  @Test
  void itsFaultsAreCountedFromItsOwnFirstLine() {
    ConfigMapDocument document =
        inManifest(
                MAP
                    + "data:\n  fungible.yaml: |\n    apiVersion: fungible.dev/v1alpha1\n"
                    + "    planner: {warmfor: 1h}\n")
            .orElseThrow();
    ConfigurationReader reader = new ConfigurationReader(SamplePolicies.registry());

    assertThatThrownBy(() -> reader.read(document.source(), document.bytes()))
        .hasMessageStartingWith(
            "map.yaml data[\"fungible.yaml\"]:2:11: planner has an unknown key \"warmfor\"");
  }

  private static Optional<ConfigMapDocument> inManifest(String manifest) {
    return ConfigMapDocument.inManifest("map.yaml", manifest.getBytes(UTF_8));
  }
}
