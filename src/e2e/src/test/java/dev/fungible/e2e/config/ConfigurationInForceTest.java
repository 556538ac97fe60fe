package dev.fungible.e2e.config;

import static dev.fungible.e2e.TestSpace.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.configuration.ConfigurationException;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ConfigurationInForceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAP = "fungible-scheduler";
  private static final String STATUS = "configmap/fungible-scheduler-status";

  @Test
  void eachBrokenDocumentIsReportedOnceAndNothingElseChanges(TestSpace space) throws Exception {
    put(space, "data", Documents.GOOD);
    try (Replica replica = new Replica(space)) {
      eventually(() -> assertThat(replica.source.isInForce()).isTrue());
      var inForce = replica.source.current().orElseThrow();
      Set<String> expected = new LinkedHashSet<>();
      for (String document : Documents.broken()) {
        put(space, "data", document);
        String message = refusalOf(document, "ConfigMap " + space.name() + "/" + MAP);
        eventually(() -> assertThat(replica.fault()).isEqualTo(message));
        assertThat(replica.source.current()).containsSame(inForce);
        expected.add(message + " The last good configuration stays in force.");
      }
      assertThat(expected).hasSizeGreaterThan(60);
      String last = replica.fault();
      eventually(() -> assertThat(status(space).at("/refused/error").asText()).isEqualTo(last));
      assertThat(status(space).path("state").asText()).isEqualTo("refused");
      eventually(() -> assertThat(messages(space, "ConfigurationRefused")).containsAll(expected));
      assertThat(messages(space, "ConfigurationRefused").stream().distinct())
          .hasSameSizeAs(expected);

      put(space, "data", Documents.BETTER);

      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("inForce"));
      assertThat(replica.source.current().orElseThrow().configuration().pools()).hasSize(2);
      assertThat(status(space).has("refused")).isFalse();
    }
  }

  @Test
  void aRestartOnABrokenDocumentGoesOnWithTheLastGoodOne(TestSpace space) throws Exception {
    put(space, "data", Documents.GOOD);
    String good = keptBy(space, Documents.GOOD);
    put(space, "data", Documents.BROKEN);

    try (Replica next = new Replica(space)) {
      eventually(() -> assertThat(next.inForce()).isEqualTo(good));
      assertThat(next.fault()).contains("pools[0].gpusPerNode is \"eight\"");
      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("refused"));
      assertThat(status(space).at("/inForce/sha256").asText()).isEqualTo(good);

      put(space, "data", Documents.BETTER);
      eventually(() -> assertThat(next.fault()).isEmpty());
    }
  }

  @Test
  void theLastGoodOneIsKeptVerbatimHoweverLarge(TestSpace space) throws Exception {
    String large = Documents.GOOD + "# and so on\n".repeat(40_000);
    put(space, "data", large);
    String good = keptBy(space, "");
    assertThat(space.value(STATUS, "{.binaryData}")).contains("last-good.yaml.gz");
    put(space, "data", Documents.BROKEN);

    try (Replica next = new Replica(space)) {
      eventually(() -> assertThat(next.inForce()).isEqualTo(good));
      assertThat(next.source.current().orElseThrow().text()).isEqualTo(large);
    }
  }

  @Test
  void whatSomebodyElseWroteAsLastGoodIsNotTaken(TestSpace space) throws Exception {
    put(space, "data", Documents.GOOD);
    keptBy(space, Documents.GOOD);
    put(space, "data", Documents.BROKEN);
    patch(space, "fungible-scheduler-status", "data", "last-good.yaml", Documents.BETTER);

    try (Replica next = new Replica(space)) {
      eventually(() -> assertThat(next.fault()).contains("eight"));
      assertThat(next.source.isInForce()).isFalse();
      assertThat(next.source.state().problem().orElse(""))
          .contains("No configuration is in force", "its hash is not the one under");
    }
  }

  @Test
  void aLastGoodOneThatDoesNotDoAnyMoreIsNotTaken(TestSpace space) throws Exception {
    String old = Documents.GOOD.replace("gpusPerNode: 8", "gpusPerNode: 0");
    put(space, "data", Documents.BROKEN);
    String hash =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(old.getBytes(UTF_8)));
    patch(space, "fungible-scheduler-status", "data", "last-good.yaml", old);
    space.run("patch", STATUS, "-p", "{\"data\":{\"last-good.sha256\":\"" + hash + "\"}}");

    try (Replica replica = new Replica(space)) {
      eventually(() -> assertThat(replica.fault()).contains("eight"));
      assertThat(replica.source.isInForce()).isFalse();
      assertThat(replica.source.state().problem().orElse(""))
          .contains("the last good one does not do any more", "pools[0].gpusPerNode is 0");
      assertThat(space.value(STATUS, "{.data.last-good\\.yaml}")).isEqualTo(old.strip());
    }
  }

  @Test
  void aDeletedConfigMapLeavesTheLastGoodOneInForce(TestSpace space) throws Exception {
    put(space, "data", Documents.GOOD);
    try (Replica replica = new Replica(space)) {
      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("inForce"));
      String good = replica.inForce();

      space.run("delete", "configmap", MAP);

      eventually(() -> assertThat(replica.fault()).contains("is missing", "Maybe kubectl create"));
      assertThat(replica.inForce()).isEqualTo(good).isNotEmpty();
      eventually(() -> assertThat(messages(space, "ConfigurationRefused")).hasSize(1));
    }
    try (Replica next = new Replica(space)) {
      eventually(() -> assertThat(next.source.isInForce()).isTrue());
      put(space, "data", Documents.GOOD);
      eventually(() -> assertThat(next.fault()).isEmpty());
    }
  }

  @Test
  void withoutAnyConfigurationNothingIsInForceUntilThereIsOne(TestSpace space) throws Exception {
    try (Replica replica = new Replica(space)) {
      eventually(() -> assertThat(replica.fault()).contains("is missing"));
      assertThat(replica.source.isInForce()).isFalse();
      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("none"));

      put(space, "binaryData", Documents.GOOD);

      eventually(() -> assertThat(replica.source.isInForce()).isTrue());
      eventually(() -> assertThat(messages(space, "ConfigurationAccepted")).hasSize(1));
      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("inForce"));
    }
  }

  @Test
  void aMistypedKeyIsGuessed(TestSpace space) throws Exception {
    patch(space, MAP, "data", "fungible.yml", Documents.GOOD);
    try (Replica replica = new Replica(space)) {
      eventually(() -> assertThat(replica.fault()).contains("Maybe fungible.yaml"));
      eventually(
          () -> assertThat(status(space).at("/refused/maybe").asText()).contains("fungible.yaml"));
    }
  }

  @Test
  void aRestartAndAChangeOfALabelTellNothingNew(TestSpace space) throws Exception {
    put(space, "data", Documents.GOOD);
    keptBy(space, Documents.GOOD);
    eventually(() -> assertThat(messages(space, "ConfigurationAccepted")).hasSize(1));
    String version = space.value(STATUS, "{.metadata.resourceVersion}");

    try (Replica next = new Replica(space)) {
      eventually(() -> assertThat(next.events.published()).isEqualTo(1));
      space.run("label", "configmap", MAP, "team=gpu");
    }
    assertThat(messages(space, "ConfigurationAccepted")).hasSize(1);
    assertThat(space.value(STATUS, "{.metadata.resourceVersion}")).isEqualTo(version);
  }

  @Test
  void aDocumentThatComesBackIsToldAgain(TestSpace space) throws Exception {
    put(space, "data", Documents.GOOD);
    try (Replica replica = new Replica(space)) {
      eventually(() -> assertThat(replica.source.isInForce()).isTrue());
      for (String document : List.of(Documents.BROKEN, Documents.GOOD, Documents.BROKEN)) {
        String before = replica.fault();
        put(space, "data", document);
        eventually(() -> assertThat(replica.fault()).isNotEqualTo(before));
      }
      eventually(() -> assertThat(replica.events.published()).isEqualTo(4));
      assertThat(replica.source.refusedTotal()).isEqualTo(2);
    }
    assertThat(messages(space, "ConfigurationAccepted")).hasSize(2);
    assertThat(messages(space, "ConfigurationRefused")).hasSize(2);
  }

  @Test
  void aStatusThatSomebodyEditsOrDeletesIsMadeGoodWithTheNextNews(TestSpace space)
      throws Exception {
    put(space, "data", Documents.GOOD);
    try (Replica replica = new Replica(space)) {
      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("inForce"));
      space.run("delete", STATUS);

      put(space, "data", Documents.BROKEN);

      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("refused"));
      assertThat(space.value(STATUS, "{.data.last-good\\.yaml}")).isEqualTo(Documents.GOOD.strip());
      patch(space, "fungible-scheduler-status", "data", "mine", "stays");
      put(space, "data", Documents.BETTER);
      eventually(() -> assertThat(status(space).path("state").asText()).isEqualTo("inForce"));
      assertThat(space.value(STATUS, "{.data.mine}")).isEqualTo("stays");
    }
  }

  /** What {@code fungible validate} says too. */
  private static String refusalOf(String document, String map) {
    var reader = new ConfigurationReader(Replica.POLICIES);
    String source = map + " data[\"fungible.yaml\"]";
    return Objects.requireNonNull(
        catchThrowableOfType(
                ConfigurationException.class, () -> reader.read(source, document.getBytes(UTF_8)))
            .getMessage());
  }

  /** Has a process accept what is there and keep it; the hash of that. */
  private static String keptBy(TestSpace space, String document) {
    try (Replica replica = new Replica(space)) {
      eventually(
          () ->
              assertThat(space.value(STATUS, "{.data.last-good\\.sha256}"))
                  .isNotEmpty()
                  .isEqualTo(replica.inForce()));
      if (!document.isEmpty()) {
        assertThat(space.value(STATUS, "{.data.last-good\\.yaml}")).isEqualTo(document.strip());
      }
      return replica.inForce();
    }
  }

  private static JsonNode status(TestSpace space) throws JsonProcessingException {
    return JSON.readTree(space.value(STATUS, "{.data.configuration}"));
  }

  private static List<String> messages(TestSpace space, String reason)
      throws JsonProcessingException {
    JsonNode events =
        JSON.readTree(
            space.run("get", "events", "--field-selector=reason=" + reason, "-o", "json"));
    List<String> result = new ArrayList<>();
    for (JsonNode event : events.path("items")) {
      assertThat(event.at("/involvedObject/name").asText()).isEqualTo(MAP);
      result.add(event.path("message").asText());
    }
    return result;
  }

  private static void put(TestSpace space, String section, String document) {
    String text =
        section.equals("data")
            ? document
            : Base64.getEncoder().encodeToString(document.getBytes(UTF_8));
    patch(space, MAP, section, "fungible.yaml", text);
  }

  private static void patch(TestSpace space, String name, String section, String key, String text) {
    ObjectNode map = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", name);
    map.putObject(section).put(key, text);
    space.apply(map.toString());
  }
}
