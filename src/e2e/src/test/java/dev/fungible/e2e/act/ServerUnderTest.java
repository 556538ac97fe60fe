package dev.fungible.e2e.act;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.contract.ClusterUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A cluster behind the operator's ports: a rigid gang on one node, an elastic one on three. */
record ServerUnderTest(Hands hands, ClusterUnderTest cluster) implements AutoCloseable {

  static ServerUnderTest start(TestSpace space) {
    List<String> nodes =
        space.addNodes(
            SimulatedNodes.named(space.name() + "-node", 4)
                .assignedTo(WorkloadClass.TRAINING.name()));
    space.apply(Work.job("elastic", 3, "{fungible.dev/min-nodes: '2'}"));
    eventually(() -> assertThat(space.pods("app=elastic", "status.phase=Running")).hasSize(3));
    space.apply(Work.job("rigid", 1, "{}"));
    Hands hands = Hands.on(space);
    hands.awaitReady(4);
    String node =
        hands.pods().all().stream()
            .filter(pod -> pod.name().startsWith("rigid"))
            .map(pod -> String.valueOf(pod.node()))
            .findFirst()
            .orElseThrow();
    assertThat(nodes).contains(node);
    return new ServerUnderTest(
        hands,
        new ClusterUnderTest(
            hands.observer,
            hands.actuator,
            hands.records,
            node,
            WorkloadClass.TRAINING,
            WorkloadClass.INFERENCE,
            ServerUnderTest::letPass));
  }

  /** Time passes by itself; what takes long in a cluster takes a moment in this one. */
  private static void letPass(Duration ignored) {
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
  }

  @Override
  public void close() {
    hands.close();
  }
}
