package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.spi.Declarations;
import dev.fungible.scheduler.spi.NoSettings;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyRegistryTest {

  private static final Declarations NOTHING = new Declarations(List.of(), List.of());

  /** Takes a name that is taken. */
  static final class Pretender implements PolicyFactory<NoSettings> {

    @Override
    public String name() {
      return "sample";
    }

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }

    @Override
    public Policy create(NoSettings settings) {
      return snapshot -> List.of();
    }
  }

  @Test
  void findsThePoliciesThatServiceLinesName() {
    PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());

    assertThat(registry.names()).contains("sample").isSorted();
    assertThat(registry.entry("sample"))
        .isEqualTo(new PolicyEntry("sample", "sample", new NoSettings()));
  }

  @Test
  void refusesTwoOfOneNameAndNamesBothClasses() {
    assertThatThrownBy(() -> PolicyRegistry.of(List.of(new SampleFactory(), new Pretender())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Two policies are named sample, dev.fungible.configuration.SampleFactory and"
                + " dev.fungible.configuration.PolicyRegistryTest$Pretender; expected every name"
                + " once on the class path");
  }

  @Test
  void guessesWhatAnUnknownNameMeans() {
    assertThatThrownBy(() -> SamplePolicies.registry().entry("qeue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no policy named qeue; expected one of demand, forecast, guarantee, queue, touchy."
                + " Maybe queue?");
  }

  @Test
  void refusesSettingsOfAnotherPolicy() {
    PolicyEntry mixed = new PolicyEntry("demand", "demand", new NoSettings());

    assertThatThrownBy(() -> SamplePolicies.registry().create(mixed, NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NoSettings")
        .hasMessageContaining("Following");
  }

  @Test
  void findsThePolicyOfTheGuideInAJarOfItsOwn(@TempDir Path folder) throws IOException {
    Path jar = PolicyJar.of(Path.of("..", "docs", "example-policy", "src", "main"), folder);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
      PolicyRegistry registry = PolicyRegistry.load(loader);
      ConfigurationReader reader = new ConfigurationReader(registry);

      PolicyEntry entry =
          reader
              .read("fungible.yaml", document("opening-hours", "{opens: 30m}"))
              .policies()
              .getFirst();

      assertThat(registry.names()).contains("opening-hours", "sample");
      assertThat(Binder.components(entry.settings()))
          .containsEntry("opens", Duration.ofMinutes(30))
          .containsEntry("nodes", 0);
      assertThat(registry.create(entry, NOTHING)).isNotNull();
      assertThatThrownBy(
              () -> reader.read("fungible.yaml", document("opening-hours", "{nodes: -1}")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("policies[0].settings.nodes is -1; expected a whole number of at");
    }
    assertThat(PolicyRegistry.load(getClass().getClassLoader()).names())
        .doesNotContain("opening-hours");
  }

  /** Has a setting of a type that has no form in a document. */
  static final class Odd implements PolicyFactory<Odd.Shape> {

    record Shape(Thread.State[] states) {}

    @Override
    public String name() {
      return "odd";
    }

    @Override
    public Shape defaults() {
      return new Shape(new Thread.State[0]);
    }

    @Override
    public Policy create(Shape settings) {
      return snapshot -> List.of();
    }
  }

  @Test
  void aSettingWhoseTypeHasNoFormInADocumentIsRefusedLikeABadValue() {
    ConfigurationReader reader = new ConfigurationReader(PolicyRegistry.of(List.of(new Odd())));

    assertThat(reader.read("fungible.yaml", document("odd", "{}")).policies()).hasSize(1);
    assertThatThrownBy(() -> reader.read("fungible.yaml", document("odd", "{states: [NEW]}")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "fungible.yaml:2:43: policies[0].settings.states is of java.lang.Thread$State[], which"
                + " no document can hold; expected this key to be left out.");
  }

  private static byte[] document(String policy, String settings) {
    return ("apiVersion: fungible.dev/v1alpha1\npolicies: [{name: "
            + policy
            + ", settings: "
            + settings
            + "}]\n")
        .getBytes(UTF_8);
  }
}
