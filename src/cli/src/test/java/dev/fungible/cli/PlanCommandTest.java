package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** {@code fungible plan} as a user types it. */
final class PlanCommandTest {

  private static final String OPEN =
      """
      apiVersion: fungible.dev/v1alpha1
      policies: [{name: demand}]
      guardrails: {concurrentShare: 1.0, rateShare: 1.0}
      """;
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private String snapshot(String name, String configuration) throws IOException {
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
    Demand demand =
        new Demand(
            WorkloadClass.INFERENCE, List.of("h100"), new Gpus(14), TimeSeries.EMPTY, "test");
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(NOW)
            .pools(List.of(NodePool.uniform("h100", 8, Mode.ENFORCE)))
            .nodes(nodes)
            .demands(List.of(demand))
            .build();
    Path file = folder.resolve(name);
    SnapshotWriter.write(new SnapshotFile(snapshot, configuration), file);
    return file.toString();
  }

  @Test
  void printsThePlanOfTheDocumentInside() throws IOException {
    assertThat(run("plan", "--snapshot", snapshot("a.json.gz", OPEN))).isZero();

    assertThat(out.toString())
        .startsWith("Plan of 2026-03-02T09:00:00Z: 2 moves, 0 recalls, 0 nodes held back\n")
        .contains("  n0  h100  training -> inference  PROTECT  idle  0.00 GPU-h  wants 2 nodes");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anotherDocumentGivesAnotherPlan() throws IOException {
    Path config = folder.resolve("tight.yaml");
    Files.writeString(config, OPEN.replace("rateShare: 1.0", "rateShare: 0.25"));

    String snapshot = snapshot("a.json", OPEN);
    assertThat(run("plan", "--snapshot", snapshot, "--config", config.toString())).isZero();

    assertThat(out.toString())
        .contains("1 move, 0 recalls, 1 node held back", "Held back by rate-budget, 1 node\n");
  }

  @Test
  void printsTheDecisionAsJson() throws IOException {
    assertThat(run("plan", "--json", "--snapshot", snapshot("a.json", OPEN))).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("apiVersion").asText()).isEqualTo("fungible.dev/plan/v1alpha1");
    assertThat(json.path("time").asText()).isEqualTo("2026-03-02T09:00:00Z");
    assertThat(json.path("plan").path("moves").findValuesAsText("disruption"))
        .contains("IDLE", "IDLE");
  }

  @Test
  void whatCannotBeUsedIsBadInputWithItsPlace() throws IOException {
    assertThat(run("plan", "--snapshot", "nowhere.json")).isEqualTo(Fungible.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo("fungible: --snapshot is \"nowhere.json\"; expected a snapshot file\n");

    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{}");
    assertThat(run("plan", "--snapshot", broken.toString())).isEqualTo(Fungible.BAD_INPUT);
    assertThat(err.toString())
        .contains("broken.json:1:2: apiVersion is missing; expected fungible.dev/snapshot/");

    String odd = snapshot("odd.json", OPEN + "plannr: {}\n");
    assertThat(run("plan", "--snapshot", odd)).isEqualTo(Fungible.BAD_INPUT);
    assertThat(err.toString())
        .contains("odd.json, its configuration:4:1: the document has an unknown key \"plannr\"");
  }
}
