package dev.fungible.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class PrometheusInstallTest {

  private static final int NONE_TO_BE_HAD = 3;

  @TempDir private Path temporary;

  private record Outcome(int status, String output, String errors) {}

  @Test
  void takesTheProgramThatIsNamed() throws Exception {
    Path program = program(temporary.resolve("mine"), 0);

    assertThat(install(Map.of("PROMETHEUS", program.toString())).output())
        .isEqualTo(program.toString());
  }

  @Test
  void refusesANamedProgramThatDoesNotRun() throws Exception {
    Path program = program(temporary.resolve("broken"), 1);

    Outcome outcome = install(Map.of("PROMETHEUS", program.toString()));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).contains("no Prometheus that runs here. Maybe unset it");
  }

  @Test
  void prefersTheCacheToThePath() throws Exception {
    Path cached = program(temporary.resolve("fungible-scheduler/prometheus/prometheus"), 0);
    Path onPath = program(temporary.resolve("bin/prometheus"), 0);
    String path = onPath.getParent() + ":" + System.getenv("PATH");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", temporary.toString(), "PATH", path);

    assertThat(install(environment, "--from", "cache,path").output()).isEqualTo(cached.toString());
    assertThat(install(environment, "--from", "path").output()).isEqualTo(onPath.toString());
  }

  @Test
  void fetchesNothingThatItWasNotToldTo() throws Exception {
    Outcome outcome = install(Map.of("XDG_CACHE_HOME", temporary.toString()), "--from", "cache");

    assertThat(outcome).isEqualTo(new Outcome(NONE_TO_BE_HAD, "", "no Prometheus by way of cache"));
  }

  private static Path program(Path file, int status) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\nexit " + status + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Outcome install(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "prometheus/install"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("PROMETHEUS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = text(process.getInputStream().readAllBytes());
    String errors = text(process.getErrorStream().readAllBytes());
    return new Outcome(process.waitFor(), output, errors);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
