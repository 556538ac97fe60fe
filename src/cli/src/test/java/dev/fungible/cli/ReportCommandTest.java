package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReportCommandTest {

  private static final String MORNING = "--until=2026-03-02T12:00Z";

  @TempDir Path folder;

  private final RecordedPrometheus prometheus = new RecordedPrometheus();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    prometheus.close();
  }

  @Test
  void accountsForTheHoursThatWereMeasured() throws IOException {
    Path json = folder.resolve("new/a.json");
    Path html = folder.resolve("a.html");

    assertThat(report(MORNING, "--since=6h", "--json=" + json, "--html=" + html)).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(prometheus.unknown()).isEmpty();
    assertThat(out.toString())
        .startsWith("2026-03-02 06:00 +00:00 to 2026-03-02 12:00 +00:00\n")
        .contains("the operator saw 6.0 of 6.0 hours (100.0 %); 104 GPUs on")
        .containsPattern("h100 inference +218.7 +0.0 +0.0 +0.0 +0.0 +218.7 +100.0 % +0.0")
        .containsPattern("h100 training +352.0 +0.0 +0.0 +5.3 +0.0 +357.3 +98.5 % +6.0")
        .contains("Capacity 624.0 GPU-h; the parts differ from it by 0.0000 %.")
        .containsPattern("inference +224.0 +5.3 +0.9761 +0.9722 +10m 00s")
        .containsPattern("training to inference +4 +4 +0 +0 +0 +3 +6.0 +10m 00s")
        .containsPattern("Mon 2026-03-02 \\+00:00 +6.0 +218.7 +48.0 +352.0")
        .contains("no --config is given", "4 moves cost 6.0 GPU-h of lost work and 5.3 GPU-h in")
        .contains("with 0 whole days, chance is not judged");
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("Against static-tuned, moving nodes gave training between");
    JsonNode written = new ObjectMapper().readTree(json.toFile());
    assertThat(written.at("/moves/1/preempting").asDouble()).isEqualTo(3);
    assertThat(written.at("/gain/cases").findValuesAsText("work"))
        .containsExactly("work as seen", "without end");
    assertThat(written.at("/gain/cases/0/splits/0/low").isNull()).isTrue();
    assertThat(Files.readString(html)).contains("fungible-scheduler account", "4 moves cost");
  }

  @Test
  void replaysTheSameHoursUnderACandidate() throws IOException {
    String document = write("c.yaml", "apiVersion: fungible.dev/v1alpha1\n");

    assertThat(
            run(
                "replay",
                "--prometheus=" + prometheus.url(),
                "--since=6h",
                MORNING,
                "--config=" + document,
                "--current=" + document))
        .isZero();

    assertThat(prometheus.unknown()).isEmpty();
    assertThat(out.toString())
        .contains("0.3 days from 2026-03-02T06:00:00Z, 13 nodes of 8 GPUs; 100 % of the time")
        .contains("jobs of 4h on 8 GPUs, like what waited then", "SA inference", "ST ranking");
  }

  @Test
  void aReplayFromPrometheusNeedsToBeToldWhatWasInForce() throws IOException {
    String document = write("c.yaml", "apiVersion: fungible.dev/v1alpha1\n");

    assertThat(run("replay", "--prometheus=" + prometheus.url(), "--config=" + document))
        .isEqualTo(2);

    assertThat(err.toString()).contains("--current is left out; expected the configuration");
  }

  @Test
  void theServerOfTheConfigurationIsAskedWhereNoneIsNamed() throws IOException {
    String document =
        write(
            "c.yaml",
            """
            apiVersion: fungible.dev/v1alpha1
            signals: {prometheus: {url: "%s"}}
            """
                .formatted(prometheus.url()));

    assertThat(run("report", "--config=" + document, "--since=6h", MORNING, "--no-replay"))
        .isZero();

    assertThat(out.toString()).contains("Prometheus at " + prometheus.url(), "4 moves cost");
    assertThat(out.toString()).doesNotContain("no --config", "static-tuned");
  }

  @Test
  void aServerThatKnowsNoOperatorIsOneLineAndStatus2() {
    assertThat(report("--until=2026-03-01T12:00Z")).isEqualTo(2);

    assertThat(err.toString().lines().toList())
        .singleElement()
        .asString()
        .contains("Prometheus at " + prometheus.url() + " has no increase of")
        .contains("from 2026-02-22T12:00:00Z to 2026-03-01T12:00:00Z", "Maybe it is not scraped");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "--since=40d; --since is \"40d\"; a time from 1h to 35d",
        "--since=10m; --since is \"10m\"; a time from 1h to 35d",
        "--until=monday; --until is \"monday\"; a time with its distance to UTC",
        "--until=2999-03-02T12:00Z; --until is \"2999-03-02T12:00Z\"; a time that is past",
        "--zone=Mars; --zone is \"Mars\"; a time zone such as UTC",
        "--match=a-b=c; --match is \"a-b=c\"; the name of a label first",
        "--ca-file=ca.pem; --ca-file is; where url is not https",
        "--timeout=2m; --timeout is; a time from",
        "--job-length=10s; --job-length is \"10s\"; a time of at least 1m"
      })
  void whatIsWrongWithAnOptionIsSaid(String option, String said, String expected) {
    assertThat(report(option)).isEqualTo(2);

    assertThat(err.toString()).contains(said, expected);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aServerThatDoesNotAnswerIsOneLineAndStatus1() {
    String url = prometheus.url();
    prometheus.close();

    assertThat(run("report", "--prometheus=" + url)).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("fungible: Prometheus: no answer to query from 127.0.0.1");
    assertThat(err.toString().lines()).hasSize(1);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report", "--prometheus=" + prometheus.url()));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
