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
class PrometheusInstallTest {

  @TempDir private Path temporary;

  @Test
  void takesTheProgramThatIsNamed() throws Exception {
    Path program = program(temporary.resolve("mine"), "exit 0");

    assertThat(install(Map.of("PROMETHEUS", program.toString())).output())
        .isEqualTo(program.toString());
  }

  @Test
  void refusesANamedProgramThatDoesNotRun() throws Exception {
    Path program = program(temporary.resolve("broken"), "exit 1");

    InstallRun outcome = install(Map.of("PROMETHEUS", program.toString()));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).contains("no Prometheus that runs here. Maybe unset it");
  }

  @Test
  void prefersTheCacheToThePath() throws Exception {
    Path cached = program(temporary.resolve("fungible-scheduler/prometheus/prometheus"), "exit 0");
    Path onPath = program(temporary.resolve("bin/prometheus"), "exit 0");
    String path = onPath.getParent() + ":" + System.getenv("PATH");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", temporary.toString(), "PATH", path);

    assertThat(install(environment, "--from", "cache,path").output()).isEqualTo(cached.toString());
    assertThat(install(environment, "--from", "path").output()).isEqualTo(onPath.toString());
  }

  @Test
  void fetchesNothingThatItWasNotToldTo() throws Exception {
    InstallRun outcome = install(Map.of("XDG_CACHE_HOME", temporary.toString()), "--from", "cache");

    assertThat(outcome)
        .isEqualTo(new InstallRun(NONE_TO_BE_HAD, "", "no Prometheus by way of cache"));
  }

  private static InstallRun install(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return InstallRun.of("prometheus", "PROMETHEUS", environment, arguments);
  }
}
