package dev.fungible.e2e;

import static dev.fungible.e2e.InstallRun.NONE_TO_BE_HAD;
import static dev.fungible.e2e.InstallRun.program;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class HelmInstallTest {

  @TempDir private Path temporary;

  @Test
  void takesTheProgramThatIsNamed() throws Exception {
    Path program = program(temporary.resolve("mine"), "echo v4.0.0");

    assertThat(install("helm", Map.of("HELM", program.toString())).output())
        .isEqualTo(program.toString());
  }

  @Test
  void refusesANamedProgramThatDoesNotRun() throws Exception {
    Path program = program(temporary.resolve("broken"), "exit 1");

    InstallRun outcome = install("helm", Map.of("HELM", program.toString()));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).contains("no Helm 4 that runs here. Maybe unset it");
  }

  @Test
  void passesOverAHelm3() throws Exception {
    Path older = program(temporary.resolve("bin/helm"), "echo v3.22.0");
    String path = older.getParent() + ":" + System.getenv("PATH");

    InstallRun outcome = install("helm", Map.of("PATH", path), "--from", "path");

    assertThat(outcome.status()).isEqualTo(NONE_TO_BE_HAD);
  }

  @Test
  void buildsItOnceAndThenFindsItInTheCache() throws Exception {
    // Stands in for Go: makes what the last of its flags with -o asks for.
    Path go =
        program(
            temporary.resolve("go"),
            "while [ \"$1\" != -o ]; do shift; done; mkdir -p \"${2%/*}\";"
                + " printf '#!/bin/sh\\necho v4.0.0\\n' > \"$2\"; chmod +x \"$2\"");
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", temporary.toString(), "GO", go.toString());

    InstallRun built = install("helm", environment, "--from", "cache,build");
    InstallRun cached = install("helm", environment, "--from", "cache");

    assertThat(built.status()).isZero();
    assertThat(built.errors()).contains("building Helm v4");
    assertThat(built.output())
        .startsWith(temporary.resolve("fungible-scheduler/helm").toString())
        .endsWith("/helm");
    assertThat(cached).isEqualTo(new InstallRun(0, built.output(), ""));
  }

  @Test
  void fetchesNothingThatItWasNotToldTo() throws Exception {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", temporary.toString());

    assertThat(install("helm", environment, "--from", "cache"))
        .isEqualTo(new InstallRun(NONE_TO_BE_HAD, "", "no Helm by way of cache"));
    assertThat(install("kubernetes-schemas", environment, "--from", "cache").status())
        .isEqualTo(NONE_TO_BE_HAD);
  }

  private static InstallRun install(
      String folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return InstallRun.of(folder, "HELM", environment, arguments);
  }
}
