package dev.fungible.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {

  private static final String VERSION = "apiVersion: fungible.dev/v1alpha1\n";
  private static final String MAP =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fungible-scheduler}\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void summarisesADocument() throws IOException {
    String file =
        file(
            VERSION
                + """
                classes: [{name: scoring, kind: batch}]
                pools:
                  - {name: h100, gpusPerNode: 8, mode: enforce}
                  - {name: a100, gpusPerNode: 8}
                policies: [{name: queue}, {name: demand, as: users}]
                """);

    assertThat(run("validate", file)).isZero();

    assertThat(out)
        .hasToString(
            file
                + """
                : valid
                  classes: training, inference, ranking, scoring
                  pools: h100 (Enforce), a100 (Observe)
                  policies: queue, users
                """);
  }

  @Test
  void readsADocumentInAConfigMap() throws IOException {
    String file = file(MAP + "data:\n  fungible.yaml: |\n" + VERSION.indent(4));

    assertThat(run("validate", file)).isZero();

    assertThat(out.toString())
        .startsWith(file + " data[\"fungible.yaml\"]: valid\n")
        .contains("pools: none", "policies: guarantee, forecast, queue");
  }

  @Test
  void refusesWithTheLineInsideTheConfigMap() throws IOException {
    String document = VERSION + "planner: {warmfor: 1h}\n";
    String file = file(MAP + "data:\n  fungible.yaml: |\n" + document.indent(4));

    assertThat(run("validate", file)).isEqualTo(2);

    assertThat(err)
        .hasToString(
            "fungible: "
                + file
                + " data[\"fungible.yaml\"]:2:11: planner has an unknown key \"warmfor\";"
                + " expected one of minimumPayoff, gangDisruption, warmFor. Maybe warmFor?\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void readsStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream((VERSION + "polices: []\n").getBytes(UTF_8)));
    try {
      assertThat(run("validate", "-")).isEqualTo(2);
    } finally {
      System.setIn(before);
    }

    assertThat(err.toString()).startsWith("fungible: stdin:2:1: the document has an unknown key");
  }

  @Test
  void refusesWhatIsNotThereOrNotText() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff});

    assertThat(run("validate", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(run("validate", binary.toString())).isEqualTo(2);

    assertThat(err.toString())
        .contains("none.yaml: there is no such file")
        .contains("binary.yaml:1:1: the document is not text");
  }

  private String file(String document) throws IOException {
    return Files.writeString(folder.resolve("fungible.yaml"), document).toString();
  }

  private int run(String... arguments) {
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
