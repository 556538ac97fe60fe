package dev.fungible.e2e.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.cli.Fungible;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.PrometheusProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PrometheusExtension.class)
class DashboardsOnASimulatedDayTest {

  private static final Instant FIRST = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(1).minusMinutes(5);

  @TempDir private Path folder;

  @Test
  void everyPanelShowsSomethingOrIsKnownToBeSilent() throws Exception {
    Path metrics = simulated();
    Path program = PrometheusProgram.installed().orElseThrow();
    long from = FIRST.getEpochSecond();
    TreeSet<String> empty = new TreeSet<>();
    try (SimulatedPast past =
        new SimulatedPast(program, folder, metrics, from, from + LENGTH.toSeconds())) {
      for (Question question : Question.all()) {
        if (!past.answers(question)) {
          empty.add(question.name());
        }
      }
    }

    assertThat(empty).isEqualTo(Silent.on("simulated-day"));
  }

  private Path simulated() throws IOException, InterruptedException {
    Path metrics = folder.resolve("metrics.om");
    Path config = folder.resolve("fungible.yaml");
    // So tight that moves are refused, and a panel has to show by what.
    Files.writeString(
        config,
        """
        apiVersion: fungible.dev/v1alpha1
        guardrails: {rateShare: 0.05, rateWindow: 2h}
        """);
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Fungible.class.getName(),
            "simulate",
            "--world=1",
            "--span=1d",
            "--nodes=16",
            "--policies=default",
            "--config=" + config,
            "--metrics=" + metrics,
            "--metrics-start=2026-01-05");
    Path log = folder.resolve("simulate.log");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    return metrics;
  }
}
