package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationSchemaTest {

  /** Rewritten by {@code -Dgolden.refresh=true}. */
  private static final Path UNSEEN = Path.of("src/test/resources/broken-beyond-the-schema.txt");

  private static final String VERSION = "apiVersion: fungible.dev/v1alpha1\n";
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .build());

  private final PolicyRegistry installed = PolicyRegistry.load(getClass().getClassLoader());
  private final PolicyRegistry samples = SamplePolicies.registry();

  @Test
  void acceptsWhatTheGuideShowsAndWhatIsWritten() throws IOException {
    Schema schema = schema(installed);

    assertThat(GuideTest.documents())
        .allSatisfy(text -> assertThat(faults(schema, text)).isEmpty());
    String defaults = new ConfigurationWriter().write(Configuration.defaults(installed));
    assertThat(faults(schema, defaults)).isEmpty();
    String sampleDefaults = new ConfigurationWriter().write(Configuration.defaults(samples));
    assertThat(faults(schema(samples), sampleDefaults)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policies: []",
        "pools: [{name: p, gpusPerNode: 8, mode: off}, {name: q, gpusPerNode: 8, mode: ENFORCE}]",
        "pools: [{name: p, gpusPerNode: 8, mode: Off, defaultClass: ranking}]",
        "shifts: {checkpointWait: 1h1m1s, drainDeadline: PT1H0.5S, warmLimit: PT2H}",
        "guardrails: {frozen: [{from: 2026-03-01T18:00:00.5+01:00, to: 2026-12-26T00:00:00Z}]}",
        "guardrails: {frozen: [{from: 2026-12-24T00:00, to: 2026-12-26T00:00:30, zone: Etc/GMT+1}]}",
        "guardrails: {frozen: [{start: '0 0 18 ? * FRI#1 2027', duration: 2h}], lossShare: 0}",
        "guardrails: {limits: {inference: {min: 1}, training: {}}}",
        "policies: [{name: demand, settings: {windows: [{from: 2026-03-02T18:00:00Z, length: 0s}]}}]",
        "policies: [{name: demand, as: x, settings: {pace: atonce, first: ranking, budget: 9}}]",
        "policies: [{name: queue, settings: {}}, {name: guarantee}]"
      })
  void acceptsEveryFormThatIsRead(String section) {
    byte[] document = (VERSION + section).getBytes(UTF_8);
    new ConfigurationReader(samples).read("fungible.yaml", document);

    assertThat(faults(schema(samples), VERSION + section)).isEmpty();
  }

  @Test
  void refusesTheFaultsOfShapeAndLeavesTheOthersToTheReader() throws IOException {
    Schema schema = schema(samples);

    List<String> unseen =
        BrokenDocumentsTest.cases()
            .filter(broken -> isYaml(text(broken)))
            .filter(broken -> faults(schema, text(broken)).isEmpty())
            .map(BrokenDocumentsTest.Case::name)
            .toList();

    if (Boolean.getBoolean("golden.refresh")) {
      Files.write(UNSEEN, unseen);
    }
    assertThat(unseen).containsExactlyElementsOf(Files.readAllLines(UNSEEN));
  }

  private static String text(BrokenDocumentsTest.Case broken) {
    return new String(broken.document(), UTF_8);
  }

  private static boolean isYaml(String document) {
    try {
      return !YAML.readTree(document).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static List<com.networknt.schema.Error> faults(Schema schema, String document) {
    try {
      JsonNode tree = YAML.readTree(document);
      return schema.validate(tree.toString(), InputFormat.JSON);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(document, e);
    }
  }

  private static Schema schema(PolicyRegistry registry) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(new ConfigurationSchema(registry).json(), InputFormat.JSON);
  }
}
