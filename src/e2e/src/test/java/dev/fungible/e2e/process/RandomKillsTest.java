package dev.fungible.e2e.process;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Document;
import dev.fungible.e2e.run.Witness;
import dev.fungible.e2e.run.Workload;
import dev.fungible.scheduler.model.FinishedShift;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class RandomKillsTest {

  private static final String USER = "operator-a";
  private static final String SAVES = "fungible.dev/checkpoints-on-request";
  private static final String TRAINING = "fungible.dev/class=training";
  private static final String DONE_SOON = "fungible.dev/sim-runs-for=1s";
  private static final long SEED = 20_260_302;
  private static final int KILLS = 8;

  /** 8 nodes of 9: one is idle. None ends before it is told to. */
  private static final List<Workload> JOBS =
      List.of(
          training("saving", 1).with(SAVES, "true"),
          training("savers", 2).with(SAVES, "true"),
          training("losing", 2),
          training("elastic", 3).with("fungible.dev/min-nodes", "2"));

  @Test
  void whereverAProcessIsKilledTheNextOneGoesOn(TestSpace space) throws Exception {
    Fleet fleet = new Fleet(space);
    Deeds deeds = Deeds.from(space.plane());
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 9).assignedTo("training"));
    space.apply(Workload.serving("chat", "inference", 0).deployment());
    space.apply(Workload.serving("feed", "ranking", 0).deployment());
    JOBS.forEach(job -> space.apply(job.job()));
    eventually(() -> assertThat(fleet.running("training")).hasSize(8));
    fleet.configure(Document.ENFORCING);

    try (Witness witness = new Witness(space)) {
      Random random = new Random(SEED);
      boolean day = false;
      for (int kill = 0; kill < KILLS; kill++) {
        if (!fleet.isShifting()) {
          day = !day;
          // All gangs have to go, and come back: there is always something to do.
          fleet.scale("chat", day ? 7 : 0);
          fleet.scale("feed", day ? 0 : 2);
        }
        liveAWhile(space, deeds, random.nextInt(3000));
      }
      fleet.scale("chat", 0);
      fleet.scale("feed", 0);
      try (OperatorProcess last = start(space)) {
        eventually(
            () -> {
              space.run("annotate", "pods", "-l", TRAINING, "--overwrite", DONE_SOON);
              assertThat(JOBS).allMatch(job -> succeeded(space, job));
            });
        eventually(() -> assertThat(fleet.isShifting()).isFalse());
        assertThat(last.isAlive()).isTrue();
      }
      fleet.requireSettled();
      requireAllEnded(witness.shifts(), fleet.finished());
      assertThat(witness.strays()).isEmpty();
      assertThat(evicted(deeds)).contains("saving", "savers", "losing", "elastic");
      assertThat(space.value("job/elastic", "{.metadata.annotations}"))
          .contains("original-parallelism");
    }
  }

  private static Workload training(String name, int nodes) {
    return new Workload(name, "training", nodes, 8, Map.of());
  }

  /** Starts a process and kills it so long after it has first written a node. */
  private static void liveAWhile(TestSpace space, Deeds deeds, int millis) throws Exception {
    Instant started = Instant.now();
    try (OperatorProcess process = start(space)) {
      eventually(() -> assertThat(deeds.movesNodes(USER, started)).isTrue());
      Thread.sleep(millis);
      process.signal("KILL");
    }
  }

  /** Under one name, so that nobody waits for the lease of one who is dead for sure. */
  private static OperatorProcess start(TestSpace space) {
    return OperatorProcess.start(space, USER, "--identity=" + USER);
  }

  private static void requireAllEnded(Map<String, String> seen, List<FinishedShift> history) {
    assertThat(seen).hasSizeGreaterThanOrEqualTo(10);
    assertThat(seen.values()).allMatch(phase -> phase.matches("DONE|ROLLED_BACK"));
    Map<String, String> told =
        history.stream()
            .map(FinishedShift::shift)
            .collect(Collectors.toMap(shift -> shift.id(), shift -> shift.phase().name()));
    assertThat(told).isEqualTo(seen);
  }

  /** Names of Jobs, and of replica sets, pods of which were evicted. */
  private static Set<String> evicted(Deeds deeds) {
    return deeds.acts(USER).stream()
        .filter(act -> act.resource().equals("pods/eviction") && act.succeeded())
        .filter(act -> act.request().at("/deleteOptions/dryRun").isMissingNode())
        .map(act -> act.name().substring(0, act.name().indexOf('-')))
        .collect(Collectors.toSet());
  }

  private static boolean succeeded(TestSpace space, Workload job) {
    return space
        .value("job/" + job.name(), "{.status.conditions[?(@.type=='Complete')].status}")
        .equals("True");
  }
}
