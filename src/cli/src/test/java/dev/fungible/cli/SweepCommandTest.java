package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SweepCommandTest {

  private static final String SWEEP =
      """
      parameters:
        policies[forecast].settings.stabilization: [30m, 2h]
        guardrails.cooldown: [30m]
      scenarios:
        - {world: 1..2, nodes: 8, span: 2d}
      """;

  @TempDir Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @Test
  void simulatesWhatIsMissingAndRanksIt() throws IOException {
    write("s.yaml", SWEEP);

    assertThat(run("sweep", file("s.yaml"), "--csv", file("o.csv"))).isZero();

    assertThat(out.toString())
        .contains("3 trials, 6 simulations", "(base)", "stabilization=2h", "world-1", "world-2");
    // The first trial comes to what the base is, and is not simulated again.
    assertThat(out.toString()).contains("4 of them now");
    assertThat(Files.readAllLines(folder.resolve("o.csv"))).hasSize(7);
    assertThat(Files.readAllLines(folder.resolve("s.results.jsonl"))).hasSize(4);
  }

  @Test
  void aSecondRunGivesTheSameTableWithoutSimulating() throws IOException {
    write("s.yaml", SWEEP);
    run("sweep", file("s.yaml"));
    String first = out.toString();
    assertThat(first).contains("4 of them now");

    run("sweep", file("s.yaml"));

    assertThat(out.toString()).isEqualTo(first.replace("4 of them now", "0 of them now"));
  }

  @Test
  void goesOnAfterALineThatWasCutOff() throws IOException {
    write("s.yaml", SWEEP);
    run("sweep", file("s.yaml"));
    Path results = folder.resolve("s.results.jsonl");
    String all = Files.readString(results);
    Files.writeString(results, all.substring(0, all.length() - 40));

    run("sweep", file("s.yaml"));

    assertThat(out.toString()).contains("1 of them now");
    run("sweep", file("s.yaml"));
    assertThat(out.toString()).contains("0 of them now");
  }

  @Test
  void slicesPrintWhatTogetherIsTheWhole() throws IOException {
    write("s.yaml", SWEEP);
    StringBuilder results = new StringBuilder("a line of a log\n");
    for (int i = 0; i < 3; i++) {
      run("sweep", file("s.yaml"), "--slice", i + "/3", "--results", "-");
      results.append(out);
    }
    write("all.jsonl", results.toString());

    run("sweep", file("s.yaml"), "--results", file("all.jsonl"));

    assertThat(out.toString()).contains("0 of them now", "stabilization=2h");
  }

  @Test
  void theJobDoesTheSameSweepOnOtherMachines() throws IOException {
    run(
        "trace",
        "generate",
        "--nodes",
        "8",
        "--span",
        "2d",
        "--demand",
        file("x_demand.csv"),
        "--jobs",
        file("x_jobs.csv"));
    write(
        "s.yaml",
        SWEEP.replace(
            "scenarios:\n", "scenarios:\n  - {demand: x_demand.csv, jobs: x_jobs.csv}\n"));
    run("sweep", file("s.yaml"));

    assertThat(run("sweep", file("s.yaml"), "--emit-job", "tune", "--image", "example/f:1"))
        .isZero();

    List<Object> manifest = Yaml.loadAll(out.toString());
    V1ConfigMap configMap = (V1ConfigMap) manifest.get(0);
    V1Job job = (V1Job) manifest.get(1);
    assertThat(Objects.requireNonNull(job.getSpec()).getCompletionMode()).isEqualTo("Indexed");
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs())
        .contains("$(JOB_COMPLETION_INDEX)/8");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("sweep.yaml"), configMap.getData().get("sweep.yaml"));
    for (String name : configMap.getBinaryData().keySet()) {
      Files.write(other.resolve(name), configMap.getBinaryData().get(name));
    }
    run("sweep", other.resolve("sweep.yaml").toString(), "--results", file("s.results.jsonl"));
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("9 simulations, 0 of them now");
  }

  @Test
  void refusesWhatItDoesNotKnowWithAGuess() throws IOException {
    write("s.yaml", SWEEP.replace("world:", "wrld:"));

    assertThat(run("sweep", file("s.yaml"))).isEqualTo(2);

    assertThat(err.toString()).contains("unknown key \"wrld\"", "Maybe world?");
    write("s.yaml", SWEEP.replace("[30m]", "[10]"));
    assertThat(run("sweep", file("s.yaml"))).isEqualTo(2);
    assertThat(err.toString()).contains("guardrails.cooldown is 10; expected a time");
    assertThat(folder.resolve("s.results.jsonl")).doesNotExist();
  }

  @Test
  void scenariosWithoutAWorkloadAreOfTheOneOfTheCommandLine() throws IOException {
    write(
        "s.yaml",
        """
        search: {kind: each}
        parameters: {"policies[forecast]": [{name: demand}]}
        scenarios:
          - {name: usual, span: 2d}
          - {name: slow, span: 2d, model-load: 15m}
          - {name: other, span: 2d, world: 3}
        """);

    assertThat(
            run("sweep", file("s.yaml"), "--world=1", "--nodes=8", "--differences", file("d.md")))
        .isZero();

    assertThat(Files.readString(folder.resolve("d.md")))
        .contains("| changed | usual | slow | other |", "| `policies[forecast]={name=demand}` | ");
    assertThat(out.toString()).contains("Differences: ");
    run("sweep", file("s.yaml"), "--world=2", "--nodes=8");
    // The third scenario has a workload of its own, and is known from before.
    assertThat(out.toString()).contains("6 simulations, 4 of them now");
  }

  @Test
  void aWorkloadThatNoScenarioAsksForIsRefused() throws IOException {
    write("s.yaml", SWEEP);

    assertThat(run("sweep", file("s.yaml"), "--demo")).isEqualTo(2);

    assertThat(err.toString()).contains("--demo is for scenarios that name no workload");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
