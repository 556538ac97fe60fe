package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class BlockedBudgetTest {

  @Test
  void aShiftThatABudgetHoldsUpRollsBackAtItsDeadlineAndSaysWhy(TestSpace space) {
    List<String> nodes =
        space.addNodes(SimulatedNodes.named(space.name() + "-n", 1).assignedTo("training"));
    Workload job = Workload.training("guarded", 1, "40s");
    space.apply(job.job() + job.budget(1));
    space.apply(Workload.serving("chat", "inference", 1).deployment());
    eventually(() -> assertThat(space.pods("app=guarded", "status.phase=Running")).hasSize(1));
    eventually(
        () ->
            assertThat(space.value("poddisruptionbudget/guarded", "{.status.currentHealthy}"))
                .isEqualTo("1"));
    Document document =
        Document.ENFORCING.shifting("{checkpointWait: 1s, drainDeadline: 5s, warmLimit: 5s}");
    Replica.configure(space, document);

    try (Witness witness = new Witness(space);
        Replica replica = Replica.start(space, "operator")) {
      eventually(
          () ->
              assertThat(eventsOn(space, nodes.getFirst()))
                  .contains("ShiftRolledBack")
                  .contains("not empty within PT5S")
                  .contains("guarded"));
      // It works on for its old class, and finishes.
      eventually(
          () -> assertThat(space.value("job/guarded", "{.status.succeeded}")).isEqualTo("1"));
      // Only then is it given away.
      eventually(() -> assertThat(space.pods("app=chat", "status.phase=Running")).hasSize(1));
      assertThat(replica.operator().leads()).isTrue();
      assertThat(witness.strays()).isEmpty();
      assertThat(space.value("job/guarded", "{.status.failed}")).isEmpty();
    }
  }

  private static String eventsOn(TestSpace space, String node) {
    return space
        .kubectl()
        .run("get", "events", "-n", "default", "--field-selector=involvedObject.name=" + node);
  }
}
