package dev.fungible.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.Helm;
import dev.fungible.e2e.HelmExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code broken-values.txt} is refused, with the words that stand above it. */
@ExtendWith(HelmExtension.class)
class BrokenValuesTest {

  private static final Path FILE = Path.of("src/test/resources/broken-values.txt");

  @TempDir private Path folder;

  /**
   * Values that are refused.
   *
   * @param said what Helm has to say
   */
  record Case(String name, List<String> said, String values) {
    static Case of(String text) {
      List<String> lines = text.lines().toList();
      return new Case(
          lines.getFirst(),
          lines.stream().filter(line -> line.startsWith("! ")).map(l -> l.substring(2)).toList(),
          String.join("\n", lines.stream().skip(1).filter(l -> !l.startsWith("! ")).toList()));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    String[] cases = Files.readString(FILE).split("(?m)^## ");
    return Arrays.stream(cases).skip(1).map(Case::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedByTheSchema(Case broken, Helm helm) throws Exception {
    Path values = Files.writeString(folder.resolve("values.yaml"), broken.values());

    Helm.Outcome outcome =
        helm.run("template", Chart.NAME, Chart.FOLDER.toString(), "-f", values.toString());

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("the schema(s) in the following chart(s)");
    assertThat(broken.said()).isNotEmpty();
    assertThat(outcome.err()).contains(broken.said());
  }
}
