package dev.fungible.e2e.act;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import dev.fungible.scheduler.testing.contract.ClusterUnderTest;
import dev.fungible.scheduler.testing.contract.ShiftStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ShiftStoreOnAServerTest extends ShiftStoreContract {

  private @Nullable ServerUnderTest server;

  @BeforeEach
  void start(TestSpace space) {
    server = ServerUnderTest.start(space);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected ClusterUnderTest startCluster() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server.cluster();
  }
}
