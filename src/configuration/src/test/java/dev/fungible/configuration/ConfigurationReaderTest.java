package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.configuration.SamplePolicies.Demand;
import dev.fungible.configuration.SamplePolicies.Guarantee;
import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.FrozenWindow;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.PlannerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
  void readsEverySection() {
    Configuration configuration =
        read(
            VERSION
                + """
                classes:
                  - {name: batch-scoring, kind: batch}
                pools:
                  - name: h100
                    gpusPerNode: 8
                    mode: Enforce
                    suitability: {training: 1, ranking: 0.5, batch-scoring: 0.1}
                    selector: {gpu: h100, example.com/zone: ""}
                    gpuResource: amd.com/gpu
                    topologyLabel: example.com/rack
                    defaultClass: batch-scoring
                  - {name: l40s, gpusPerNode: 4}
                guardrails:
                  limits: {inference: {min: 2, max: 40}, batch-scoring: {max: 5}}
                  cooldown: 15m
                  reversalWindow: 20m
                  backoffLimit: 1h
                  lossShare: 0.05
                  domainSpare: {inference: 1, batch-scoring: 0.5}
                  frozen:
                    - {from: 2026-12-24T00:00:00Z, to: 2026-12-26T00:00:00+01:00}
                    - {from: 2026-12-31T18:00, to: 2027-01-02T00:00, zone: Europe/Berlin}
                    - {start: "0 0 18 ? * FRI", duration: 2d12h, zone: America/New_York}
                planner: {minimumPayoff: 1.5, warmFor: 2d}
                shifts: {checkpointWait: 45s, drainDeadline: PT30M, warmLimit: 1h30m, maxAttempts: 7}
                cycles: {schedule: "0 * * * * ?", debounce: 5s}
                """);

    WorkloadClass scoring = new WorkloadClass("batch-scoring", WorkloadClass.Kind.BATCH);
    assertThat(configuration.classes())
        .containsExactly(
            WorkloadClass.TRAINING, WorkloadClass.INFERENCE, WorkloadClass.RANKING, scoring);
    Map<WorkloadClass, Double> suitability =
        Map.of(WorkloadClass.TRAINING, 1.0, WorkloadClass.RANKING, 0.5, scoring, 0.1);
    assertThat(configuration.pools())
        .containsExactly(
            new PoolSettings(
                "h100",
                8,
                Mode.ENFORCE,
                new TreeMap<>(suitability),
                new TreeMap<>(Map.of("gpu", "h100", "example.com/zone", "")),
                "amd.com/gpu",
                "example.com/rack",
                scoring),
            PoolSettings.uniform("l40s", 4, Mode.OBSERVE));
    assertThat(configuration.nodePools())
        .containsExactly(
            new NodePool("h100", 8, Mode.ENFORCE, new TreeMap<>(suitability)),
            NodePool.uniform("l40s", 4, Mode.OBSERVE));
    assertThat(configuration.guardrails().limits())
        .isEqualTo(
            Map.of("inference", new Limits.Range(2, 40), "batch-scoring", new Limits.Range(0, 5)));
    assertThat(configuration.guardrails().cooldown()).isEqualTo(Duration.ofMinutes(15));
    assertThat(configuration.guardrails().frozen())
        .containsExactly(
            new FrozenWindow(
                Moment.parse("2026-12-24T00:00Z"),
                Moment.parse("2026-12-26T00:00+01:00"),
                null,
                null,
                null),
            new FrozenWindow(
                Moment.parse("2026-12-31T18:00"),
                Moment.parse("2027-01-02T00:00"),
                null,
                null,
                ZoneId.of("Europe/Berlin")),
            new FrozenWindow(
                null,
                null,
                new QuartzCron("0 0 18 ? * FRI"),
                Duration.ofHours(60),
                ZoneId.of("America/New_York")));
    assertThat(configuration.guardrails().reversalWindow()).isEqualTo(Duration.ofMinutes(20));
    assertThat(configuration.guardrails().backoffLimit()).isEqualTo(Duration.ofHours(1));
    assertThat(configuration.guardrails().lossShare()).isEqualTo(0.05);
    assertThat(configuration.guardrails().domainSpare())
        .isEqualTo(Map.of(WorkloadClass.INFERENCE, 1.0, scoring, 0.5));
    assertThat(configuration.planner()).isEqualTo(new PlannerSettings(1.5, 1, Duration.ofDays(2)));
    assertThat(configuration.shifts())
        .isEqualTo(
            new ShiftSettings(
                Duration.ofSeconds(45), Duration.ofMinutes(30), Duration.ofMinutes(90), 7));
    assertThat(configuration.cycles())
        .isEqualTo(new CycleSettings("0 * * * * ?", Duration.ofSeconds(5)));
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
