package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.snapshot.SnapshotFile;
import dev.fungible.snapshot.SnapshotWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String DOCUMENT = "apiVersion: fungible.dev/v1alpha1\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void comparesTheCandidateWithTheConfigurationInTheSnapshot() throws IOException {
    String candidate = write("c.yaml", DOCUMENT + "planner: {minimumPayoff: 3.0}\n");

    assertThat(run("replay", "--snapshot", snapshot(36), "--config", candidate)).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("1.5 days from 2026-02-28T21:00:00Z, 4 nodes of 8 GPUs")
        .contains("Note: no jobs are given")
        .contains("training GPU-hours a day", "SA inference", "jobs preempted a day")
        .contains("There are 1 whole days, too few to tell a difference from chance");
  }

  @Test
  void takesJobsAndAnotherConfigurationToCompareWith() throws IOException {
    String candidate = write("c.yaml", DOCUMENT);
    String jobs = write("j.csv", "submit_s,duration_s,gpus\n0,7200,8\n60,3600,16\n");

    assertThat(
            run(
                "replay",
                "--snapshot",
                snapshot(24),
                "--config",
                candidate,
                "--current",
                candidate,
                "--jobs",
                jobs))
        .isZero();

    // 2 hours on 8 GPUs and 1 hour on 16
    assertThat(out.toString())
        .containsPattern("training GPU-hours a day +32 +32 +\\+0")
        .doesNotContain("no jobs are given");
  }

  @Test
  void whatIsToBeAskedOfAPrometheusThatIsNotNamedIsRefusedAtOnce() throws IOException {
    String candidate = write("c.yaml", DOCUMENT);
    String[] options = {"--match=cluster=east", "--since=2d", "--until=2026-03-01T00:00Z"};

    for (String option : options) {
      assertThat(run("replay", "--snapshot", snapshot(36), "--config", candidate, option))
          .isEqualTo(2);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("fungible: --prometheus is left out; expected the address of a server")
          .endsWith(", because of " + option.replaceFirst("=.*", ""));
      err.getBuffer().setLength(0);
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aSnapshotWithoutAPastIsRefused() throws IOException {
    String candidate = write("c.yaml", DOCUMENT);

    assertThat(run("replay", "--snapshot", snapshot(0), "--config", candidate)).isEqualTo(2);

    assertThat(err.toString()).contains("minutes of demand", "expected an hour at least");
  }

  private String snapshot(int hours) throws IOException {
    TimeSeries history = TimeSeries.EMPTY;
    for (int minute = 60 * hours; minute >= 0; minute -= 10) {
      double gpus = 8 + 6 * Math.sin(minute / 200.0);
      history = history.plus(NOW.minusSeconds(60L * minute), gpus, 10_000);
    }
    List<GpuNode> nodes =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    GpuNode.assigned(
                        "n" + i,
                        "h100",
                        "",
                        WorkloadClass.TRAINING,
                        NOW.minusSeconds(86_400),
                        NodeCondition.IDLE))
            .toList();
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(List.of(NodePool.uniform("h100", 8, Mode.ENFORCE)))
            .nodes(nodes)
            .demands(
                List.of(
                    new Demand(
                        WorkloadClass.INFERENCE, List.of("h100"), new Gpus(8), history, "test")))
            .build();
    Path file = folder.resolve("s.json.gz");
    SnapshotWriter.write(new SnapshotFile(snapshot, DOCUMENT), file);
    return file.toString();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
