package dev.fungible.scheduler.testing;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.testing.contract.ClusterObserverContract;
import dev.fungible.scheduler.testing.contract.ClusterUnderTest;
import dev.fungible.scheduler.testing.contract.NodeActuatorContract;
import dev.fungible.scheduler.testing.contract.ShiftStoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The fake keeps the contracts of the ports, so that what is tested on it is worth something. */
class FakeClusterTest {

  private static ClusterUnderTest start() {
    FakeCluster cluster =
        new FakeCluster(
            ClusterSnapshot.at(Samples.NOW)
                .pools(List.of(Samples.pool("p")))
                .nodes(Samples.nodes("t", "p", TRAINING, 5))
                .gangs(
                    List.of(
                        Samples.gang("g", "t0", "t1"),
                        Samples.gang("elastic", Duration.ZERO, 2, "t2", "t3", "t4")))
                .build());
    return new ClusterUnderTest(
        cluster, cluster, cluster, "t0", TRAINING, INFERENCE, cluster::pass);
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
