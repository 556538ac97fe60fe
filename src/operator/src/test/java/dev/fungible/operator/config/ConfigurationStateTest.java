package dev.fungible.operator.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.report.Notice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from the documents that a ConfigMap has one after the other, and what is told. */
class ConfigurationStateTest {

  private static final String GOOD = "apiVersion: fungible.dev/v1alpha1\n";
  private static final String OTHER = GOOD + "planner: {warmFor: 1h}\n";
  private static final String BROKEN = GOOD + "planner: {warmFor: 1}\n";
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final ConfigurationAddress ADDRESS = ConfigurationAddress.in("fungible-system");

  private final DocumentJudge judge =
      new DocumentJudge(
          PolicyRegistry.load(ConfigurationStateTest.class.getClassLoader()),
          ADDRESS,
          InstantSource.fixed(NOW));
  private final List<Notice> events = new ArrayList<>();
  private final List<ObjectNode> status = new ArrayList<>();
  private final ConfigurationReport report =
      new ConfigurationReport(ADDRESS, events::add, status::add, InstantSource.fixed(NOW));
  private long version;

  @Test
  void aGoodDocumentIsInForce() {
    ConfigurationState state = after(ConfigurationState.UNKNOWN, GOOD);

    assertThat(state.problem()).isEmpty();
    assertThat(textOf(state)).isEqualTo(GOOD);
    assertThat(state.isKnown()).isTrue();
  }

  @Test
  void beforeTheFirstReadNothingIsKnown() {
    assertThat(ConfigurationState.UNKNOWN.isKnown()).isFalse();
    assertThat(ConfigurationState.UNKNOWN.problem()).hasValue("The configuration is not read yet.");
  }

  @Test
  void aRefusedDocumentLeavesTheVeryObjectInForce() {
    ConfigurationState good = after(ConfigurationState.UNKNOWN, GOOD);
    ConfigurationState state = after(good, BROKEN);

    assertThat(state.inForce()).isSameAs(good.inForce());
    assertThat(state.problem().orElse(""))
        .contains("planner.warmFor is 1", "The last good configuration stays in force.");
  }

  @Test
  void theSameDocumentAgainChangesNothing() {
    ConfigurationState good = after(ConfigurationState.UNKNOWN, GOOD);
    assertThat(after(good, GOOD)).isSameAs(good);
    ConfigurationState refused = after(good, BROKEN);
    assertThat(after(refused, BROKEN)).isSameAs(refused);
  }

  @Test
  void aMissingConfigMapLeavesTheLastGoodOneInForce() {
    ConfigurationState good = after(ConfigurationState.UNKNOWN, GOOD);
    ConfigurationState gone = good.after(judge.judge(Optional.empty()));

    assertThat(gone.inForce()).isSameAs(good.inForce());
    assertThat(gone.problem().orElse("")).contains("is missing");
    assertThat(gone.after(judge.judge(Optional.empty()))).isSameAs(gone);
  }

  @Test
  void whatIsNotTextIsRefused() {
    Map<String, byte[]> bytes = Map.of("fungible.yaml", new byte[] {1, 2, 3});
    ConfigMapView map = new ConfigMapView(ADDRESS.key(), "u", 1, Map.of(), bytes);

    assertThat(ConfigurationState.UNKNOWN.after(judge.judge(Optional.of(map))).problem().orElse(""))
        .contains("binaryData[\"fungible.yaml\"]", "expected text in UTF-8");
  }

  @Test
  void eachDocumentIsToldOnce() {
    ConfigurationState state = ConfigurationState.UNKNOWN;
    report.tell(state);
    assertThat(events).isEmpty();
    for (String document : List.of(GOOD, GOOD, BROKEN, BROKEN, OTHER, BROKEN, OTHER)) {
      state = after(state, document);
      report.tell(state);
      report.tell(state);
    }

    assertThat(events)
        .extracting(Notice::reason)
        .containsExactly(
            ConfigurationReport.ACCEPTED,
            ConfigurationReport.REFUSED,
            ConfigurationReport.ACCEPTED,
            ConfigurationReport.REFUSED,
            ConfigurationReport.ACCEPTED);
    assertThat(events).extracting(Notice::occasion).doesNotHaveDuplicates();
    assertThat(events.get(1).severity()).isEqualTo(Notice.Severity.WARNING);
    assertThat(events.get(1).about().name()).isEqualTo("fungible-scheduler");
  }

  @Test
  void theStatusKeepsTheGoodDocumentAndSaysWhatIsWrongWithTheOther() throws Exception {
    ConfigurationState good = after(ConfigurationState.UNKNOWN, GOOD);
    report.tell(good);
    report.tell(after(good, BROKEN));

    assertThat(status.getFirst().at("/data/last-good.yaml").asText()).isEqualTo(GOOD);
    assertThat(status.getFirst().at("/data/last-good.sha256").asText())
        .isEqualTo(Revision.hashOf(GOOD));
    assertThat(LastGood.in(status.getFirst())).hasValue(GOOD.getBytes(UTF_8));
    JsonNode said =
        new ObjectMapper().readTree(status.getLast().at("/data/configuration").asText());
    assertThat(said.path("state").asText()).isEqualTo("refused");
    assertThat(said.at("/refused/path").asText()).isEqualTo("planner.warmFor");
    assertThat(said.at("/refused/line").asInt()).isEqualTo(2);
    assertThat(said.at("/refused/value").asText()).isEqualTo("1");
    assertThat(said.at("/refused/expected").asText()).isNotEmpty();
  }

  @Test
  void aRecalledConfigurationIsKeptButNotAnnounced() {
    ConfigurationState broken = after(ConfigurationState.UNKNOWN, BROKEN);
    Revision old = new Revision(Revision.hashOf(GOOD), "", 0, NOW);
    ConfigurationInForce recalled =
        (ConfigurationInForce) judge.judge("status", GOOD.getBytes(UTF_8), old);
    ConfigurationState state = broken.recalling(recalled, "");
    report.tell(state);

    assertThat(events).extracting(Notice::reason).containsExactly(ConfigurationReport.REFUSED);
    assertThat(after(state, GOOD).problem()).isEmpty();
    report.tell(after(state, GOOD));
    assertThat(events).extracting(Notice::reason).last().isEqualTo(ConfigurationReport.ACCEPTED);
  }

  private ConfigurationState after(ConfigurationState before, String document) {
    version++;
    ConfigMapView map =
        new ConfigMapView(ADDRESS.key(), "u", version, Map.of("fungible.yaml", document), Map.of());
    return before.after(judge.judge(Optional.of(map)));
  }

  private static String textOf(ConfigurationState state) {
    return state.inForce() == null ? "" : state.inForce().text();
  }
}
