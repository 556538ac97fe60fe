package dev.fungible.e2e.process;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Document;
import dev.fungible.e2e.run.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ControlPlaneExtension.class)
class ExplainTest {

  private static final String USER = "operator-b";

  @TempDir private Path folder;

  private final TestSpace space;
  private final Fleet fleet;

  ExplainTest(TestSpace space) {
    this.space = space;
    fleet = new Fleet(space);
  }

  @Test
  void aPreemptedJobIsToldWhyAndWhoAsksIsToldTheSameFromTheClusterAndFromRecords()
      throws Exception {
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 2).assignedTo("training"));
    space.apply(Workload.training("train", 2, "10m").job());
    eventually(() -> assertThat(fleet.running("training")).hasSize(2));
    space.apply(Workload.serving("chat", "inference", 1).deployment());
    fleet.configure(Document.ENFORCING);
    Path records = folder.resolve("records.jsonl");

    try (OperatorProcess operator = OperatorProcess.start(space, "operator-a")) {
      eventually(() -> assertThat(fleet.running("inference")).hasSize(1));
      eventually(
          () ->
              assertThat(space.run("describe", "job", "train"))
                  .containsPattern(
                      "Normal +GangPreempted .*fungible-scheduler +Preempted for inference"
                          + " \\(demand, PROTECT\\): wants 1 nodes now.*; it leaves "
                          + space.name()
                          + "-n\\S+; an estimated \\S+ GPU-hours lost, its work was last safe at .*"
                          + " It may come back when training holds 1 more node"));
      eventually(() -> assertThat(decisions(operator).toString()).contains("\"DONE\""));
      eventually(() -> assertThat(explain("gang", "train").out()).contains("Last taken"));
      Files.write(records, decisions(operator).stream().map(JsonNode::toString).toList());
    }

    // Until the job controller has made the pods anew.
    eventually(
        () ->
            assertThat(explain("gang", "train").out())
                .startsWith(space.name() + "/job/train waits for "));
    assertThat(said("gang", "train"))
        .contains("preempted at ", " for inference (demand, PROTECT): wants 1 nodes now")
        .contains("It may come back when training holds 1 more node");
    assertThat(said("class", "inference"))
        .startsWith("inference holds 1 node: 1 of gpus ")
        .contains("demand bids 1 nodes for inference at PROTECT")
        .contains("gpus: training has 1");
    String moved = moved(records);
    assertThat(said("node", moved))
        .startsWith(moved + " of pool gpus is held by inference since ")
        .contains("from training to inference (demand, PROTECT): wants 1 nodes now")
        .contains("preempted " + space.name() + "/job/train; ")
        .contains("Ended DONE at ");
    FungibleCommand replayed =
        FungibleCommand.run(List.of("explain", "node", moved, "--records=" + records));
    assertThat(replayed.err()).isEmpty();
    assertThat(replayed.out())
        .startsWith(moved + " of pool gpus was last given to inference\n")
        .contains("DONE at ");
    FungibleCommand unknown = explain("node", moved + "1");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("fungible: node \"").hasLineCount(1).contains("Maybe ");
  }

  private FungibleCommand explain(String what, String name) {
    return FungibleCommand.run(space, USER, "explain", what, name);
  }

  /** Without the ends of lines, which depend on the lengths of names. */
  private String said(String what, String name) {
    return explain(what, name).out().replaceAll("\\s+", " ");
  }

  private static List<JsonNode> decisions(OperatorProcess operator) {
    return operator.log().stream()
        .filter(line -> line.path("schema").asText().startsWith("fungible.dev/decision/"))
        .toList();
  }

  private String moved(Path records) {
    FungibleCommand listed = FungibleCommand.run(List.of("explain", records.toString()));
    assertThat(listed.out()).endsWith("1 moves of operator; --move NUMBER explains one\n");
    return listed.out().strip().split(" +", -1)[2];
  }
}
