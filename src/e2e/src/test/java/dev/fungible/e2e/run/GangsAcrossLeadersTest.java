package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.view.Keys;
import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class GangsAcrossLeadersTest {

  @Test
  void anOwnerIsToldByTheNextLeaderWhatTheFormerOnePlanned(TestSpace space) {
    List<String> nodes =
        space.addNodes(SimulatedNodes.named(space.name() + "-n", 1).assignedTo("training"));
    Workload job =
        Workload.training("trained", 1, "120s").with(Keys.CHECKPOINTS_ON_REQUEST, "true");
    space.apply(job.job());
    space.apply(Workload.serving("chat", "inference", 1).deployment());
    eventually(() -> assertThat(space.pods("app=trained", "status.phase=Running")).hasSize(1));
    Replica.configure(
        space,
        Document.ENFORCING.shifting("{checkpointWait: 2m, drainDeadline: 30s, warmLimit: 10s}"));

    try (Replica first =
        Replica.start(space, "operator", GangsAcrossLeadersTest::withoutPatchingPods)) {
      eventually(
          () ->
              assertThat(space.value("node/" + nodes.getFirst(), "{.metadata.annotations}"))
                  .contains("NOTIFIED"));
      assertThat(first.operator().leads()).isTrue();
    }
    assertThat(eventsOnJob(space)).doesNotContain("GangPreempted");
    try (Replica second = Replica.start(space, "operator")) {
      eventually(
          () ->
              assertThat(eventsOnJob(space))
                  .contains("GangPreempted", "Preempted for inference (demand,"));
      assertThat(second.operator().leads()).isTrue();
    }
  }

  /** Nobody is asked to save work, so that no drain begins. */
  private static Response withoutPatchingPods(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (request.method().equals("PATCH") && request.url().encodedPath().contains("/pods/")) {
      throw new IOException("pods are not patched here");
    }
    return chain.proceed(request);
  }

  private static String eventsOnJob(TestSpace space) {
    return space
        .kubectl()
        .run("get", "events", "-n", space.name(), "--field-selector=involvedObject.kind=Job");
  }
}
