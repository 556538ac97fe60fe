package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.model.Mode;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {

  private static final Path FOLDER = Path.of("../../deploy/presets");
  private static final Path GUIDE = Path.of("../docs/guide/tune.md");
  private static final Pattern POLICY = Pattern.compile("^ +- name: ([a-z-]+)", Pattern.MULTILINE);

  private final PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());

  @ParameterizedTest
  @ValueSource(strings = {"serving-first", "training-first", "follow-the-sun", "cautious"})
  void everyPresetIsAConfigMapThatTheOperatorTakesAndThatMovesNothingYet(String name)
      throws IOException {
    Path file = FOLDER.resolve(name + ".yaml");
    V1ConfigMap manifest = (V1ConfigMap) Yaml.load(Files.readString(file));
    assertThat(Objects.requireNonNull(manifest.getMetadata()).getName())
        .isEqualTo("fungible-scheduler");
    assertThat(manifest.getMetadata().getNamespace()).isEqualTo("fungible-system");
    assumeThat(registry.names()).containsAll(policies(file));

    DocumentInput input = DocumentInput.read(file.toString());
    Configuration configuration =
        new ConfigurationReader(registry).read(input.source(), input.bytes());

    assertThat(configuration.pools())
        .isNotEmpty()
        .allSatisfy(pool -> assertThat(pool.mode()).isEqualTo(Mode.OBSERVE));
    assertThat(configuration).isNotEqualTo(Configuration.defaults(registry));
  }

  @Test
  void theCautiousOneLetsNodesRestForLongerThanTheDefaults() throws IOException {
    DocumentInput input = DocumentInput.read(FOLDER.resolve("cautious.yaml").toString());
    Configuration cautious = new ConfigurationReader(registry).read(input.source(), input.bytes());
    assertThat(cautious.guardrails().cooldown())
        .isGreaterThan(Configuration.defaults(registry).guardrails().cooldown());
  }

  @Test
  void everyPresetIsInTheGuide() throws IOException {
    String guide = Files.readString(GUIDE);
    try (Stream<Path> presets = Files.list(FOLDER)) {
      assertThat(presets.map(preset -> "`" + preset.getFileName() + "`"))
          .isNotEmpty()
          .allSatisfy(preset -> assertThat(guide).contains(preset));
    }
  }

  /** The first name is that of the pool. */
  private static List<String> policies(Path file) throws IOException {
    return POLICY.matcher(Files.readString(file)).results().skip(1).map(m -> m.group(1)).toList();
  }
}
