package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClusterOptionsTest {

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "[", "{}", "contexts: 3", "current-context: nowhere"})
  void whatIsNoKubeconfigIsRefusedInOneLine(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config"), text);

    assertThat(run("cleanup", "--kubeconfig=" + file)).isEqualTo(Fungible.BAD_INPUT);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("fungible: " + file + " is no kubeconfig: expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "snapshot --output=never.json", "cleanup"})
  void aServerThatDoesNotAnswerIsToldInOneLine(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("config"), kubeconfig());

    assertThat(run((command + " --kubeconfig=" + file).split(" "))).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("fungible: The API server does not answer: GET /");
  }

  @Test
  void anotherContextMustBeOneOfTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("config"), kubeconfig());

    assertThat(run("plan", "--kubeconfig=" + file, "--context=other"))
        .isEqualTo(Fungible.BAD_INPUT);

    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "fungible: --context is \"other\"; expected a context of " + file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--http-port=65536",
        "--http-port=-1",
        "--renew-deadline=15s",
        "--retry-period=0s",
        // An address that is kept for documentation, so nobody's.
        "--http-address=192.0.2.1",
      })
  void anOperatorThatCannotStartSaysWhyInOneLine(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("config"), kubeconfig());

    assertThat(run("operator", "--log-level=error", "--kubeconfig=" + file, option))
        .isEqualTo(Fungible.BAD_INPUT);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("fungible: ").contains(option.split("[=.]")[0]);
  }

  /** Nobody listens at port 1. */
  private static String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        current-context: c
        """;
  }

  private int run(String... arguments) {
    CommandLine command = Fungible.commandLine();
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
