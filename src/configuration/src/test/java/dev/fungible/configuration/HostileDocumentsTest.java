package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the answer is a configuration or one refusal. */
class HostileDocumentsTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final String GOOD =
      """
      apiVersion: fungible.dev/v1alpha1
      classes:
        - {name: batch-scoring, kind: batch}
      pools:
        - name: h100
          gpusPerNode: 8
          mode: Enforce
          suitability: {training: 1, "ranking": 0.5}
      policies:
        - name: demand
          as: by-day
          settings:
            headroom: 0.1
            windows: [{from: 2026-03-01T18:00:00Z, length: 1d}]
      guardrails:
        limits: {inference: {min: 2, max: 40}}
        cooldown: 'PT10M'
      """;

  private final ConfigurationReader reader = new ConfigurationReader(SamplePolicies.registry());

  @Test
  void bytesThatAreNotUtf8AreRefusedWhereTheyStand() {
    byte[] bytes = "apiVersion: x\n# é\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> reader.read("fungible.yaml", bytes))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("fungible.yaml:2:3: the document is not text; expected text in UTF-8.");
  }

  @Test
  void aCutOffCharacterIsNotText() {
    byte[] bytes = {'a', ':', ' ', (byte) 0xe2, (byte) 0x82};

    assertThatThrownBy(() -> reader.read("fungible.yaml", bytes))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("fungible.yaml:1:4: the document is not text; expected text in UTF-8.");
  }

  @Test
  void controlCharactersAreNotText() {
    assertThatThrownBy(() -> read("apiVersion: \u0000fungible.dev/v1alpha1\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("fungible.yaml:1:13: the document is not text; expected text in UTF-8.");
  }

  @Test
  void moreThanOneMebibyteIsRefusedAndOneIsRead() {
    String good = "apiVersion: fungible.dev/v1alpha1\n#";
    String filled = good + "x".repeat(MEBIBYTE - good.length());

    assertThat(read(filled)).isEqualTo(Configuration.defaults(SamplePolicies.registry()));
    assertThatThrownBy(() -> read(filled + "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("fungible.yaml: the document is too large; expected at most 1 MiB.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[", "{", "- ", "? ", "a: ", "{a: ", "\"", "&a [", "*a ", "!", "%", "\n- ", "a: 1\n", "\t",
        "'", "|\n", "9", "a", "# ", "--- \n"
      })
  void anEndlessRepetitionEndsInOneRefusal(String part) {
    String document = part.repeat(MEBIBYTE / 4 / part.length());

    assertThatThrownBy(() -> read(document))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void manyItemsAreRead() {
    StringBuilder document = new StringBuilder("apiVersion: fungible.dev/v1alpha1\nclasses:\n");
    for (int i = 0; i < 2_000; i++) {
      document.append("  - {name: c").append(i).append(", kind: batch}\n");
    }

    assertThat(read(document.toString()).classes()).hasSize(2_003);
  }

  @Test
  void aMutatedDocumentIsReadOrRefusedButNeverMore() {
    SplittableRandom random = new SplittableRandom(42);
    String alphabet = "{}[]:,-?&*!|>'\"%@`#\n\t ~<=0e.9aZ\\/é";
    int refused = 0;
    for (int round = 0; round < 1_000; round++) {
      StringBuilder document = new StringBuilder(GOOD);
      for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
        int at = random.nextInt(document.length());
        String text = String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
        document.replace(at, at + random.nextInt(3), random.nextBoolean() ? text : "");
      }
      refused += isRefused(document.toString()) ? 1 : 0;
    }

    assertThat(read(GOOD).pools()).hasSize(1);
    assertThat(refused).isBetween(500, 999);
  }

  private boolean isRefused(String document) {
    try {
      read(document);
      return false;
    } catch (ConfigurationException e) {
      assertThat(e.getMessage()).startsWith("fungible.yaml:").doesNotContain("\n");
      return true;
    }
  }

  private Configuration read(String document) {
    return reader.read("fungible.yaml", document.getBytes(UTF_8));
  }
}
