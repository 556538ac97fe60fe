package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.configuration.SamplePolicies.Demand;
import dev.fungible.configuration.SamplePolicies.Guarantee;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.GuardrailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

  private static final String VERSION = "apiVersion: fungible.dev/v1alpha1\n";

  private final PolicyRegistry registry = SamplePolicies.registry();

  @Test
  void theVersionAloneGivesTheDefaults() {
    assertThat(read(VERSION)).isEqualTo(Configuration.defaults(registry));
    assertThat(read(VERSION).policies())
        .extracting(PolicyEntry::name)
        .containsExactly("guarantee", "forecast", "queue");
  }

  @Test
  void aPoolWithoutASelectorFindsItsNodesByItsName() {
    PoolSettings pool =
        read(VERSION + "pools: [{name: h100, gpusPerNode: 8}]\n").pools().getFirst();

    assertThat(pool.selector()).isEqualTo(Map.of("fungible.dev/pool", "h100"));
    assertThat(pool.gpuResource()).isEqualTo("nvidia.com/gpu");
    assertThat(pool.topologyLabel()).isNull();
    assertThat(pool.defaultClass()).isNull();
  }

  @Test
  void aSectionKeepsTheDefaultsOfWhatItLeavesOut() {
    GuardrailSettings defaults = GuardrailSettings.defaults();

    GuardrailSettings read = read(VERSION + "guardrails: {rateShare: 1}\n").guardrails();

    assertThat(read)
        .isEqualTo(
            new GuardrailSettings(
                defaults.limits(),
                defaults.cooldown(),
                defaults.reversalWindow(),
                defaults.backoffLimit(),
                defaults.minimumRunTime(),
                defaults.concurrentShare(),
                1,
                defaults.rateWindow(),
                defaults.lossShare(),
                defaults.domainSpare(),
                defaults.maxSnapshotAge(),
                defaults.frozen()));
  }

  @Test
  void settingsMergeIntoTheDefaultsOfTheirPolicy() {
    Demand.Following read =
        (Demand.Following)
            onlyPolicy(
                    """
                    name: demand
                    as: by-day
                    settings:
                      headroom: 1
                      pace: Off
                      smoothing: {weight: 0.25}
                      windows: [{from: 2026-03-01T18:00:00Z, length: 2h}]
                      weights: {zone: 0.5}
                      first: ranking
                    """)
                .settings();

    Demand.Following defaults = new Demand().defaults();
    assertThat(read)
        .isEqualTo(
            new Demand.Following(
                1,
                defaults.stabilization(),
                defaults.most(),
                defaults.budget(),
                defaults.eager(),
                Demand.Pace.OFF,
                defaults.note(),
                new Demand.Smoothing(0.25, Duration.ofHours(1)),
                List.of(
                    new Demand.Window(
                        Instant.parse("2026-03-01T18:00:00Z"), Duration.ofHours(2), null)),
                new TreeMap<>(Map.of("zone", 0.5)),
                WorkloadClass.RANKING));
  }

  @Test
  void mapsByClassAreSortedWhateverTheOrderOfTheDocument() {
    Guarantee.Promises read =
        (Guarantee.Promises)
            onlyPolicy(
                    """
                    name: guarantee
                    settings:
                      classes:
                        training: {nodes: 3, lend: 1}
                        inference: {lend: 0, nodes: 4}
                    """)
                .settings();

    assertThat(read.classes().keySet())
        .containsExactly(WorkloadClass.INFERENCE, WorkloadClass.TRAINING);
    assertThatThrownBy(() -> read.classes().remove(WorkloadClass.TRAINING))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void policiesKeepTheirOrderAndMayShareAFactoryUnderOtherNames() {
    Configuration read =
        read(
            VERSION
                + """
                policies:
                  - name: queue
                  - {name: demand, as: night}
                  - {name: demand, settings: {headroom: 0.5}}
                  - {name: queue, as: rest}
                """);

    assertThat(read.policies())
        .extracting(PolicyEntry::name)
        .containsExactly("queue", "night", "demand", "rest");
    assertThat(read.policies())
        .extracting(PolicyEntry::factoryName)
        .containsExactly("queue", "demand", "demand", "queue");
  }

  @Test
  void anEmptyListIsWhatItSays() {
    Configuration read = read(VERSION + "policies: []\npools: []\n");

    assertThat(read.policies()).isEmpty();
    assertThat(read.pools()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Off,OFF", "off,OFF", "OBSERVE,OBSERVE", "enforce,ENFORCE", "'\"Off\"',OFF"})
  void wordsAreReadInAnyCaseAndOffIsAWord(String written, Mode mode) {
    Configuration read =
        read(VERSION + "pools: [{name: p, gpusPerNode: 8, mode: " + written + "}]\n");

    assertThat(read.pools().getFirst().mode()).isEqualTo(mode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---\n" + VERSION,
        VERSION + "...\n",
        "\uFEFF" + VERSION,
        "# explained\n" + VERSION + "\n\n",
        "apiVersion: \"fungible.dev/v1alpha1\"\r\nplanner: {}\r\n",
        "{\"apiVersion\":\"fungible.dev/v1alpha1\"}"
      })
  void theSameMayBeWrittenInManyWays(String document) {
    assertThat(read(document)).isEqualTo(Configuration.defaults(registry));
  }

  @Test
  void jsonIsReadAsWell() {
    String json =
        "{\"apiVersion\": \"fungible.dev\\/v1alpha1\",\n\t\"planner\": {\"warmFor\": \"2h\"}}";

    Configuration read = reader().read("fungible.json", json.getBytes(UTF_8));

    assertThat(read.planner().warmFor()).isEqualTo(Duration.ofHours(2));
    assertThatThrownBy(() -> reader().read("a.json", "{\"a\": 1,}".getBytes(UTF_8)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("a.json:1:9: the text cannot be read (")
        .hasMessageEndingWith("; expected valid JSON.");
  }

  @Test
  void readsFilesAndNamesThemInRefusals(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, VERSION + "planner: {warmfor: 1h}\n");

    assertThatThrownBy(() -> reader().read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ":2:11: planner has an unknown key \"warmfor\"");
    assertThatThrownBy(() -> reader().read(folder.resolve("other.yaml")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith("other.yaml: there is no such file; expected a file.");
    assertThatThrownBy(() -> reader().read(folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the file cannot be read (")
        .hasMessageEndingWith("; expected a readable file.");
  }

  private PolicyEntry onlyPolicy(String yaml) {
    Configuration read = read(VERSION + "policies:\n  -\n" + yaml.indent(4));
    assertThat(read.policies()).hasSize(1);
    return read.policies().getFirst();
  }

  private Configuration read(String document) {
    return reader().read("fungible.yaml", document.getBytes(UTF_8));
  }

  private ConfigurationReader reader() {
    return new ConfigurationReader(registry);
  }
}
