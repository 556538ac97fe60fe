package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationWriterTest {

  private final PolicyRegistry registry = SamplePolicies.registry();
  private final ConfigurationWriter writer = new ConfigurationWriter();

  @Test
  void writesEveryDefaultInTheWordsOfTheDocument() {
    String yaml =
        writer.write(
            Configuration.defaults(registry).withPolicies(List.of(registry.entry("demand"))));

    assertThat(yaml)
        .startsWith("apiVersion: fungible.dev/v1alpha1\n")
        .contains("  cooldown: 30m\n", "  warmFor: 1h\n", "  - name: demand\n", "pace: AtOnce\n");
  }

  @Test
  void readsWhatItWrites() {
    Configuration configuration =
        read(
            """
            apiVersion: fungible.dev/v1alpha1
            classes:
              - {name: batch-scoring, kind: batch}
              - {name: "null", kind: serving}
            pools:
              - {name: h100, gpusPerNode: 8, mode: Off, suitability: {"null": 0.1, ranking: 0}}
              - name: a100
                gpusPerNode: 4
                selector: {gpu: "1", example.com/kind: "true", "y": "", "7": "null"}
                gpuResource: example.com/Gpu_x
                topologyLabel: rack
                defaultClass: "null"
            policies:
              - {name: guarantee, settings: {classes: {"null": {nodes: 4, lend: 2}}}}
              - name: demand
                as: night
                settings:
                  stabilization: PT0.5S
                  budget: -9000000000
                  eager: false
                  note: "yes: [no]\\n# 'text'\\t\\\\"
                  windows:
                    - {from: 2026-03-01T18:00:00.5+01:00, length: 1d1s, nodes: 3}
                    - {from: 2026-03-02T18:00:00Z, length: 0s}
                  weights: {"a.b": 1, "on": 0.25, "7": 1e-7, "": 0}
                  first: ranking
            guardrails:
              limits: {inference: {min: 1}}
              lossShare: 1e-3
              domainSpare: {"null": 0.5}
              frozen:
                - {from: 2026-12-24T00:00:30.5, to: 2026-12-26T00:00-05:00, zone: UTC}
                - {start: "0 0 18 ? * FRI", duration: 2d12h, zone: America/New_York}
            cycles: {schedule: "0 0/5 8-17 ? * MON-FRI", debounce: PT0.25S}
            """);

    assertReadsBack(configuration);
  }

  @Test
  void readsTheDefaultsThatItWrites() {
    assertReadsBack(Configuration.defaults(registry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h100",
        "100",
        "0x1F",
        "1_000",
        "1e3",
        "010",
        "true",
        "No",
        "off",
        "null",
        "NaN",
        "1.5",
        "5m",
        "2026-03-01",
        "y",
        "N",
        "1-a",
        "9.",
        "0o7",
        "infinity"
      })
  void namesStayTextWhateverTheyLookLike(String name) {
    String label = name.endsWith(".") ? name + "0" : name;
    List<PoolSettings> pools = List.of(PoolSettings.uniform(label, 8, Mode.OBSERVE));
    Configuration defaults = Configuration.defaults(registry);

    assertReadsBack(
        new Configuration(
            defaults.classes(),
            pools,
            defaults.policies(),
            defaults.guardrails(),
            defaults.planner(),
            defaults.shifts(),
            defaults.cycles(),
            defaults.signals()));
  }

  @Test
  void everyPolicyOnTheClassPathHasSettingsThatCanBeWrittenAndRead() {
    PolicyRegistry installed = PolicyRegistry.load(getClass().getClassLoader());
    List<PolicyEntry> entries = new ArrayList<>();
    installed.names().forEach(name -> entries.add(installed.entry(name)));
    Configuration configuration = Configuration.defaults(installed).withPolicies(entries);

    Configuration back =
        new ConfigurationReader(installed)
            .read("fungible.yaml", writer.write(configuration).getBytes(UTF_8));

    assertThat(back).isEqualTo(configuration);
    assertThat(installed.names()).containsAll(Configuration.DEFAULT_POLICIES);
  }

  private void assertReadsBack(Configuration configuration) {
    String yaml = writer.write(configuration);

    assertThat(read(yaml)).as(yaml).isEqualTo(configuration);
    assertThat(writer.write(read(yaml))).isEqualTo(yaml);
  }

  private Configuration read(String document) {
    return new ConfigurationReader(registry).read("fungible.yaml", document.getBytes(UTF_8));
  }
}
