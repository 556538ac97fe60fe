package dev.fungible.e2e.process;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.AuditEvent;
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
class CommandsTest {

  private static final String USER = "operator-b";

  @TempDir private Path folder;

  private final TestSpace space;
  private final Fleet fleet;
  private final Deeds deeds;

  CommandsTest(TestSpace space) {
    this.space = space;
    fleet = new Fleet(space);
    deeds = Deeds.from(space.plane());
  }

  @Test
  void aPlanIsTheSameLiveFromAFileAndInTheOperator() throws Exception {
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 4).assignedTo("training"));
    space.apply(Workload.training("job", 2, "10m").job());
    eventually(() -> assertThat(fleet.running("training")).hasSize(2));
    space.apply(Workload.serving("chat", "inference", 3).deployment());
    eventually(() -> assertThat(space.pods("app=chat", "status.phase=Pending")).hasSize(3));
    fleet.configure(Document.ENFORCING.in("Observe"));

    FungibleCommand live = FungibleCommand.run(space, USER, "plan");
    Path file = folder.resolve("snapshot.json.gz");
    FungibleCommand snapshot = FungibleCommand.run(space, USER, "snapshot", "-o", file.toString());
    FungibleCommand replayed = FungibleCommand.run(List.of("plan", "--snapshot", file.toString()));
    FungibleCommand again = FungibleCommand.run(List.of("plan", "--snapshot", file.toString()));

    assertThat(List.of(live, snapshot, replayed, again))
        .allMatch(ran -> ran.exit() == 0 && ran.err().isEmpty());
    assertThat(snapshot.out()).startsWith(file + ": 4 nodes at ");
    assertThat(again.out()).isEqualTo(replayed.out());
    assertThat(moves(replayed)).hasSize(3).isEqualTo(moves(live));
    assertThat(deeds.by(USER)).isNotEmpty().noneMatch(AuditEvent::isWrite);
    theOperatorPlansAsMany(moves(live).size());
  }

  private void theOperatorPlansAsMany(int moves) {
    try (OperatorProcess operator = OperatorProcess.start(space, "operator-a")) {
      eventually(
          () ->
              assertThat(
                      operator.metric(
                          "fungible_planned_moves{from=\"training\",pool=\"gpus\",to=\"inference\",}"))
                  .isEqualTo(moves));
    }
  }

  /** Node, from, to, tier and disruption; what it costs grows from look to look. */
  private List<String> moves(FungibleCommand plan) {
    return plan.out()
        .lines()
        .filter(line -> line.strip().startsWith(space.name()) && line.contains(" -> "))
        .map(line -> line.replaceFirst(" +\\d+\\.\\d+ GPU-h.*", "").strip())
        .toList();
  }

  @Test
  void cleanupWaitsForTheOperatorToStopAndThenLeavesNothing() throws Exception {
    space.addNodes(2);
    fleet.configure(Document.ENFORCING);
    space.apply(Workload.serving("chat", "inference", 1).deployment());
    String[] cleanup = {"cleanup", "-l", "fungible.dev/test-space=" + space.name()};
    String[] dryRun = {"cleanup", "--dry-run", "-l", "fungible.dev/test-space=" + space.name()};

    try (OperatorProcess operator = OperatorProcess.start(space, "operator-a")) {
      eventually(() -> assertThat(fleet.running("inference")).hasSize(1));
      eventually(() -> assertThat(fleet.isShifting()).isFalse());
      FungibleCommand refused = FungibleCommand.run(space, USER, cleanup);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith("fungible: An operator leads this cluster")
          .hasLineCount(1);
      assertThat(refused.out()).isEmpty();
      operator.signal("TERM");
      operator.awaitExit();
    }

    FungibleCommand tried = FungibleCommand.run(space, USER, dryRun);
    assertThat(tried.exit()).isZero();
    assertThat(tried.out()).endsWith("2 objects would be changed\n").hasLineCount(3);
    assertThat(deeds.by(USER)).noneMatch(AuditEvent::isWrite);
    fleet.requireSettled();

    FungibleCommand done = FungibleCommand.run(space, USER, cleanup);
    assertThat(done.exit()).isZero();
    assertThat(done.out()).endsWith("2 objects changed\n").hasLineCount(3);
    assertThat(fleet.nodes()).allSatisfy(node -> assertThat(Fleet.taints(node)).isEmpty());
    assertThat(
            space
                .kubectl()
                .run("get", "nodes", "-l", "fungible.dev/test-space=" + space.name(), "-o", "yaml"))
        .doesNotContain(
            "fungible.dev/class",
            "fungible.dev/shift",
            "fungible.dev/assigned",
            "fungible.dev/lender");
    assertThat(fleet.running("inference")).hasSize(1);
    assertThat(FungibleCommand.run(space, USER, cleanup).out()).isEqualTo("0 objects changed\n");
  }

  @Test
  void whatCannotBeReadIsToldInOneLine() throws Exception {
    FungibleCommand noConfiguration = FungibleCommand.run(space, USER, "plan");
    refused(noConfiguration, 1, space.name() + "/fungible-scheduler");
    refused(FungibleCommand.run(space, "stranger", "plan"), 1, "403", "\"stranger\"");
    refused(FungibleCommand.run(space, "stranger", "cleanup"), 1, "403", "\"stranger\"");

    Path other = folder.resolve("other");
    String usual = Files.readString(space.plane().kubeconfig(USER));
    Files.writeString(other, usual.replaceFirst("token: .*", "token: wrong"));
    refused(ran("plan", "--kubeconfig=" + other), 1, "401");
    // Another's certificate.
    Files.writeString(other, usual.replaceFirst(" +certificate-authority: .*\n", ""));
    refused(ran("plan", "--kubeconfig=" + other), 1, "does not answer", "certificat");
    refused(ran("plan", "--kubeconfig=" + folder.resolve("none")), 2, "expected a kubeconfig");
  }

  private static FungibleCommand ran(String... arguments) {
    return FungibleCommand.run(List.of(arguments));
  }

  private static void refused(FungibleCommand ran, int exit, String... said) {
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("fungible: ").hasLineCount(1).contains(said);
  }
}
