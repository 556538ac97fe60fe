package dev.fungible.e2e.process;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.AuditEvent;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Document;
import dev.fungible.e2e.run.Workload;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ObservingTest {

  private static final String A = "operator-a";
  private static final String B = "operator-b";
  private static final String CYCLES = "fungible_cycle_seconds_count";

  /** With the lease, all that a process may write that is to move nothing. */
  private static final String[] OWN = {
    "leases/fungible-scheduler",
    "configmaps/fungible-scheduler-status",
    "configmaps/fungible-scheduler-history",
    "events/*"
  };

  private final TestSpace space;
  private final Fleet fleet;
  private final Deeds deeds;
  private final OperatorProcess leader;

  ObservingTest(TestSpace space) {
    this.space = space;
    fleet = new Fleet(space);
    deeds = Deeds.from(space.plane());
    leader = OperatorProcess.start(space, A);
  }

  @AfterEach
  void stop() {
    leader.close();
  }

  @Test
  void whatObservesWritesOnlyOfItself() throws Exception {
    theProcessSaysThatItHasNoConfiguration();
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 3).assignedTo("training"));
    // Without a class: it would be adopted.
    space.addNodes(1);
    space.apply(Workload.serving("chat", "inference", 2).deployment());
    List<JsonNode> before = fleet.nodes();

    fleet.configure(Document.ENFORCING.in("Observe"));
    eventually(() -> assertThat(planned()).isEqualTo(2));
    eventually(() -> assertThat(status()).contains("\"mode\" : \"Observe\""));
    awaitCycles(3);

    fleet.configure(Document.ENFORCING.in("Off"));
    eventually(() -> assertThat(planned()).isZero());
    eventually(() -> assertThat(leader.get("/metrics").body()).contains(OFF));
    awaitCycles(3);
    theStandbyIsReadyToo();
    leader.signal("TERM");

    assertThat(leader.awaitExit()).isEqualTo(OperatorProcess.TERMINATED);
    assertThat(deeds.written(A)).containsOnly(OWN).contains(OWN[0], OWN[1], OWN[2]);
    assertThat(deeds.by(A).filter(AuditEvent::isWrite).map(AuditEvent::namespace))
        .containsOnly(space.name());
    assertThat(fleet.nodes().stream().map(ObservingTest::ours))
        .isEqualTo(before.stream().map(ObservingTest::ours).toList());
  }

  private void theProcessSaysThatItHasNoConfiguration() throws Exception {
    eventually(() -> assertThat(leader.get("/livez").statusCode()).isEqualTo(200));
    eventually(
        () ->
            assertThat(leader.get("/readyz").body())
                .contains("configuration", space.name() + "/fungible-scheduler"));
    assertThat(leader.get("/readyz").statusCode()).isEqualTo(503);
  }

  private void theStandbyIsReadyToo() throws Exception {
    eventually(() -> assertThat(leader.get("/readyz").statusCode()).isEqualTo(200));
    assertThat(leader.metric("fungible_leader")).isOne();
    try (OperatorProcess standby = OperatorProcess.start(space, B)) {
      eventually(() -> assertThat(standby.get("/readyz").statusCode()).isEqualTo(200));
      assertThat(standby.get("/livez").statusCode()).isEqualTo(200);
      assertThat(standby.metric("fungible_leader")).isZero();
      standby.signal("TERM");
      assertThat(standby.awaitExit()).isEqualTo(OperatorProcess.TERMINATED);
    }
    assertThat(deeds.by(B).filter(AuditEvent::isWrite)).isEmpty();
    assertThat(leader.log())
        .isNotEmpty()
        .allMatch(line -> line.has("schema") || line.has("level") && line.has("message"))
        .allMatch(line -> line.has("time"));
  }

  private static final String OFF = "fungible_pool_mode{mode=\"off\",pool=\"gpus\",} 1.0";

  private double planned() throws Exception {
    return leader.metric(
        "fungible_planned_moves{from=\"training\",pool=\"gpus\",to=\"inference\",}");
  }

  private String status() {
    return space.value("configmap/fungible-scheduler-status", "{.data.status}");
  }

  private void awaitCycles(int more) throws Exception {
    double so = leader.metric(CYCLES);
    eventually(() -> assertThat(leader.metric(CYCLES)).isGreaterThanOrEqualTo(so + more));
  }

  /** What of a node is not the kubelet's. */
  private static String ours(JsonNode node) {
    return node.path("metadata").path("labels") + " " + Fleet.taints(node);
  }
}
