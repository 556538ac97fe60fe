package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.contract.ClusterObserverContract;
import dev.fungible.scheduler.testing.contract.ClusterUnderTest;
import dev.fungible.scheduler.testing.contract.NodeActuatorContract;
import dev.fungible.scheduler.testing.contract.ShiftStoreContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The simulated cluster keeps the contracts that a real one has to keep. */
class PortsContractTest {

  private static ClusterUnderTest start() {
    Scenario scenario = Worlds.quiet(2, 60, Worlds.job("wide", 0, 100_000, 16));
    List<WorkloadClass> serving = List.of(WorkloadClass.INFERENCE, WorkloadClass.RANKING);
    VirtualTime time = new VirtualTime();
    SimulatedCluster cluster = new SimulatedCluster(scenario, serving, time);
    cluster.floor().submit(new SimulatedJob(scenario.jobs().getFirst(), 0, scenario.physics()));
    cluster.floor().dispatch();
    time.runUntil(1, end -> {});
    return new ClusterUnderTest(
        cluster,
        cluster,
        cluster,
        "node-00000",
        WorkloadClass.TRAINING,
        WorkloadClass.INFERENCE,
        pass -> time.runUntil(time.now() + pass.toSeconds(), end -> {}));
  }

  @Nested
  class Store extends ShiftStoreContract {
    @Override
    protected ClusterUnderTest startCluster() {
      return start();
    }
  }

  @Nested
  class Actuator extends NodeActuatorContract {
    @Override
    protected ClusterUnderTest startCluster() {
      return start();
    }
  }

  @Nested
  class Observer extends ClusterObserverContract {
    @Override
    protected ClusterUnderTest startCluster() {
      return start();
    }
  }
}
