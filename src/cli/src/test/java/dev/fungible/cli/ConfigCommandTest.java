package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.PolicyRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {

  private static final String WORDS = " ".repeat(42);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void explainsTheDefaultsWithoutAFile() {
    assertThat(run("config", "explain")).isZero();

    assertThat(out.toString()).startsWith("the defaults:").contains("\n· guarantee", "· cooldown");
  }

  @Test
  void everySettingOfEveryPolicyHasWords() throws IOException {
    StringBuilder document = new StringBuilder("apiVersion: fungible.dev/v1alpha1\npolicies:\n");
    List<String> names = PolicyRegistry.load(getClass().getClassLoader()).names();
    names.forEach(name -> document.append("  - name: ").append(name).append('\n'));
    Path file = Files.writeString(folder.resolve("all.yaml"), document);

    assertThat(run("config", "explain", file.toString())).isZero();

    List<String> lines = out.toString().lines().toList();
    for (int i = 0; i < lines.size() - 1; i++) {
      String line = lines.get(i);
      if (line.matches(" *(· )?[a-zA-Z]+: .*")) {
        assertThat(line.length() > WORDS.length() || lines.get(i + 1).startsWith(WORDS))
            .as(line)
            .isTrue();
      }
    }
    for (String name : names) {
      assertThat(lines).anyMatch(line -> line.matches("  " + name + " +[A-Z].*"));
    }
  }

  @Test
  void explainsWhatIsInAConfigMap() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("m.yaml"),
            """
            kind: ConfigMap
            data:
              fungible.yaml: |
                apiVersion: fungible.dev/v1alpha1
                planner: {warmFor: 2h}
            """);

    assertThat(run("config", "explain", file.toString())).isZero();

    assertThat(out.toString()).contains("  warmFor: 2h", "· minimumPayoff: 1.0");
  }

  private int run(String... arguments) {
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(out, true));
    return command.execute(arguments);
  }
}
