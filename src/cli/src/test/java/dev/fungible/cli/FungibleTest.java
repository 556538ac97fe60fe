package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a user types it, on small synthetic traces. */
final class FungibleTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeTraces() {
    assertThat(
            run(
                "trace",
                "generate",
                "--nodes",
                "8",
                "--span",
                "2d",
                "--seed",
                "3",
                "--demand",
                file("x_demand.csv"),
                "--jobs",
                file("x_jobs.csv")))
        .isZero();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... arguments) {
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private int simulate(String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of(
                    "simulate",
                    "--demand",
                    file("x_demand.csv"),
                    "--jobs",
                    file("x_jobs.csv"),
                    "--nodes",
                    "8"),
                Arrays.stream(more))
            .toArray(String[]::new);
    return run(arguments);
  }

  @Test
  void simulateWritesEveryReport() throws IOException {
    int status =
        simulate(
            "--queue",
            "sjf",
            "--json",
            file("o.json"),
            "--csv",
            file("o.csv"),
            "--html",
            file("sub/o.html"),
            "--records",
            file("o.jsonl"));

    assertThat(status).isZero();
    assertThat(out.toString()).contains("default", "static-tuned", "clairvoyant", "oracle");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("o.json").toFile());
    assertThat(json.path("scenario").asText()).isEqualTo("x");
    assertThat(json.path("nodes").asInt()).isEqualTo(8);
    assertThat(json.path("queue").asText()).isEqualTo("sjf");
    assertThat(json.path("oracleGpuHours").asDouble()).isPositive();
    assertThat(json.path("rows").findValuesAsText("policy"))
        .containsExactly(
            "default",
            "static-peak",
            "static-tuned",
            "lyra",
            "hysteresis",
            "quota-reclaim",
            "yesterday",
            "clairvoyant");
    for (JsonNode row : json.path("rows")) {
      assertThat(row.path("wasteIdentityError").asDouble()).isLessThanOrEqualTo(1e-6);
    }
    assertThat(folder.resolve("o.csv")).isNotEmptyFile();
    assertThat(folder.resolve("sub/o.html")).isNotEmptyFile();
  }

  @Test
  void explainTellsWhyAMoveHappened() {
    assertThat(simulate("--policies", "lyra", "--records", file("o.jsonl"))).isZero();

    assertThat(run("explain", file("o.jsonl"), "--move", "1")).isZero();

    assertThat(out.toString()).contains("Move 1 of lyra", "lyra bids", "Allocation");
  }

  @Test
  void explainRefusesAMoveThatIsNotThere() {
    assertThat(simulate("--policies", "lyra", "--records", file("o.jsonl"))).isZero();

    assertThat(run("explain", file("o.jsonl"), "--move", "100000")).isEqualTo(Fungible.BAD_INPUT);

    assertThat(err.toString()).contains("--move is \"100000\"; expected the number of one of");
  }

  @Test
  void aFaultyTraceIsRefusedWithFileLineValueAndExpectation() throws IOException {
    Path jobs = folder.resolve("bad.csv");
    Files.writeString(jobs, "submit_s,duration_s,gpus\n0,60,1\n5,60,x8\n");

    int status = run("simulate", "--demand", file("x_demand.csv"), "--jobs", jobs.toString());

    assertThat(status).isEqualTo(2);
    assertThat(err.toString())
        .contains("bad.csv:3: gpus is \"x8\"; expected")
        .doesNotContain("Exception");
  }

  @Test
  void aFaultyConfigurationIsRefusedWithPathAndGuess() throws IOException {
    Path config = folder.resolve("fungible.yaml");
    Files.writeString(
        config,
        """
        apiVersion: fungible.dev/v1alpha1
        policies:
          - name: demand
            settings: {headrom: 0.2}
        """);

    assertThat(simulate("--config", config.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("policies[0].settings", "headrom", "Maybe headroom?");
  }

  @Test
  void aConfigurationChangesTheDefaultRow() throws IOException {
    Path config = folder.resolve("fungible.yaml");
    Files.writeString(
        config,
        """
        apiVersion: fungible.dev/v1alpha1
        policies:
          - name: static
            settings: {nodes: {inference: 1, ranking: 1}}
        """);

    assertThat(
            simulate(
                "--config", config.toString(), "--policies", "default", "--json", file("o.json")))
        .isZero();

    assertThat(folder.resolve("o.json")).content().contains("\"movesPerHour\" : 0.0");
  }

  @Test
  void optionsThatCannotBeUsedAreNamed() {
    List<String[]> bad =
        List.of(
            new String[] {"--policies", "lira"},
            new String[] {"--nodes", "0"},
            new String[] {"--nodes", "many"},
            new String[] {"--pools", "9"},
            new String[] {"--failing", "1.5"},
            new String[] {"--queue", "lifo"},
            new String[] {"--checkpoint-interval", "soon"},
            new String[] {"--flash-crowd", "infrence=0.2"},
            new String[] {"--metrics-start", "monday"},
            new String[] {"--shift-peaks", "inference=later"});
    for (String[] options : bad) {
      assertThat(simulate(options)).as(String.join(" ", options)).isEqualTo(2);
      assertThat(err.toString()).contains(options[0]).doesNotContain("\tat ");
      err.getBuffer().setLength(0);
    }
  }

  @Test
  void aDayThatIsNoneIsToldWithWhatWasExpected() {
    assertThat(simulate("--metrics-start", "2026-02-30")).isEqualTo(Fungible.BAD_INPUT);

    assertThat(err.toString())
        .contains("'--metrics-start'", "\"2026-02-30\" is no day; expected for example 2026-03-02")
        .doesNotContain("Exception");
  }

  @Test
  void theSameSeedGivesTheSameFigures() throws IOException {
    for (String name : List.of("a.jsonl", "b.jsonl")) {
      assertThat(
              simulate(
                  "--failing",
                  "0.1",
                  "--seed",
                  "5",
                  "--policies",
                  "default",
                  "--records",
                  file(name)))
          .isZero();
    }

    assertThat(folder.resolve("a.jsonl")).hasSameBinaryContentAs(folder.resolve("b.jsonl"));
  }

  @Test
  void inspectKnowsTheFormats() {
    assertThat(run("trace", "inspect", file("x_demand.csv"))).isZero();
    assertThat(run("trace", "inspect", file("x_jobs.csv"))).isZero();

    assertThat(out.toString()).contains("composite demand", "composite jobs", "inference");
  }
}
