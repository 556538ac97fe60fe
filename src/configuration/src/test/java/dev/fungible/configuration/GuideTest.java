package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the guide shows is what is read. */
class GuideTest {

  private static final Path GUIDE = Path.of("../docs/guide/configuration.md");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final String VERSION = "apiVersion: fungible.dev/v1alpha1\n";

  private final PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());

  /** The documents of the guide; a part of one is completed with the version. */
  static List<String> documents() throws IOException {
    return YAML.matcher(Files.readString(GUIDE))
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring("```yaml\n".length(), block.length() - "```".length()))
        .map(block -> block.startsWith("- name") ? "policies:\n" + block.indent(2) : block)
        .map(block -> block.contains("apiVersion:") ? block : VERSION + block)
        .toList();
  }

  @Test
  void theFirstDocumentIsTheDefaultWrittenOutInFull() throws IOException {
    String defaults = new ConfigurationWriter().write(Configuration.defaults(registry));

    assertThat(documents().getFirst()).isEqualTo(defaults);
  }

  @Test
  void everyDocumentCanBeRead() throws IOException {
    ConfigurationReader reader = new ConfigurationReader(registry);

    assertThat(documents())
        .hasSizeGreaterThan(2)
        .allSatisfy(document -> reader.read("guide.yaml", document.getBytes(UTF_8)));
  }

  @Test
  void itNamesTheDefaultPolicies() throws IOException {
    String names =
        Configuration.DEFAULT_POLICIES.stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));

    assertThat(Files.readString(GUIDE)).contains("the default one, which is " + names + ".");
  }
}
