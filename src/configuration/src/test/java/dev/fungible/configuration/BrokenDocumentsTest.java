package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code broken-documents.txt} is refused with the message that stands above it. */
class BrokenDocumentsTest {

  record Case(String name, String message, byte[] document) {

    private static final String BASE64 = "= base64\n";

    static Case of(String text) {
      String[] parts = text.split("\n", 3);
      byte[] document =
          parts[2].startsWith(BASE64)
              ? Base64.getMimeDecoder().decode(parts[2].substring(BASE64.length()))
              : parts[2].getBytes(UTF_8);
      return new Case(parts[0], parts[1].substring("! ".length()), document);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            BrokenDocumentsTest.class.getResourceAsStream("/broken-documents.txt"))) {
      String[] texts = new String(in.readAllBytes(), UTF_8).split("(?m)^## ");
      return Arrays.stream(texts).skip(1).map(Case::of);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithPlacePathValueExpectationAndGuess(Case broken) {
    ConfigurationException refused = refusalOf(broken.document());

    assertThat(refused).hasMessage(broken.message());
    assertThat(refused.source()).isEqualTo("fungible.yaml");
    assertThat(refused.getMessage()).contains("; expected " + refused.expected() + ".");
    refused.maybe().ifPresent(maybe -> assertThat(refused.getMessage()).endsWith(maybe + "?"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithTheInstalledPoliciesAsWell(Case broken) {
    PolicyRegistry installed = PolicyRegistry.load(BrokenDocumentsTest.class.getClassLoader());
    ConfigurationReader reader = new ConfigurationReader(installed);

    assertThatThrownBy(() -> reader.read("fungible.yaml", broken.document()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("fungible.yaml:")
        .hasMessageContaining("; expected ");
  }

  @Test
  void thereAreManyCasesOfManyNames() throws IOException {
    assertThat(cases().map(Case::name)).doesNotHaveDuplicates().hasSizeGreaterThan(100);
  }

  @Test
  void theExceptionCarriesItsPartsOneByOne() {
    ConfigurationException refused =
        refusalOf(
            """
            apiVersion: fungible.dev/v1alpha1
            policies:
              - name: queue
              - name: demand
                settings: {headroom: "0.1"}
            """
                .getBytes(UTF_8));

    assertThat(refused.source()).isEqualTo("fungible.yaml");
    assertThat(refused.path()).isEqualTo("policies[1].settings.headroom");
    assertThat(refused.line()).hasValue(5);
    assertThat(refused.column()).hasValue(26);
    assertThat(refused.value()).isEqualTo("0.1");
    assertThat(refused.expected()).isEqualTo("a number");
    assertThat(refused.maybe()).hasValue("0.1 without quotes");
  }

  private static ConfigurationException refusalOf(byte[] document) {
    ConfigurationReader reader = new ConfigurationReader(SamplePolicies.registry());
    return catchThrowableOfType(
        ConfigurationException.class, () -> reader.read("fungible.yaml", document));
  }
}
