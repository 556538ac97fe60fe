package dev.fungible.e2e.report;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.report.Events;
import dev.fungible.operator.report.Notice;
import dev.fungible.operator.report.ObjectReference;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class EventsOnNodesTest {

  @Test
  void kubectlDescribeShowsThemWhetherTheUidIsKnownOrNot(TestSpace space) {
    String node = space.addNodes(1).getFirst();
    String uid = space.value("node/" + node, "{.metadata.uid}");
    try (Events events = new Events(api(space), "replica")) {
      events.publish(notice(ObjectReference.node(node, uid), "ShiftStarted", "To ranking."));
      events.publish(notice(ObjectReference.node(node, node), "ShiftFinished", "Took PT3M."));

      eventually(
          () ->
              assertThat(space.run("describe", "node", node))
                  .containsPattern("Normal +ShiftStarted .*fungible-scheduler +To ranking\\.")
                  .containsPattern("Normal +ShiftFinished .*fungible-scheduler +Took PT3M\\."));
    }
  }

  @Test
  void theSameOccasionIsOneEventAndLongTextIsCut(TestSpace space) {
    String node = space.addNodes(1).getFirst();
    ObjectReference about = ObjectReference.node(node, node);
    try (Events events = new Events(api(space), "r".repeat(300))) {
      events.publish(notice(about, "ShiftFailed", "ü".repeat(5000)));
      events.publish(notice(about, "ShiftFailed", "ü".repeat(5000)));

      eventually(() -> assertThat(events.published()).isEqualTo(2));
      assertThat(events.dropped()).isZero();
    }
    assertThat(
            space
                .kubectl()
                .run("get", "events", "-n", "default", "-o", "name")
                .lines()
                .filter(name -> name.contains(node + "."))
                .filter(name -> isOfReason(space, name, "ShiftFailed")))
        .hasSize(1);
  }

  @Test
  void whatIsNotSentIsDroppedCountedAndHoldsNobodyUp(TestSpace space) {
    KubeApi fenced =
        api(space)
            .through(
                chain -> {
                  throw new IOException("not the leader");
                });
    try (Events events = new Events(fenced, "replica")) {
      events.publish(notice(ObjectReference.node("n", "n"), "ShiftStarted", "To ranking."));

      eventually(() -> assertThat(events.dropped()).isEqualTo(1));
      assertThat(events.published()).isZero();
    }
  }

  private static boolean isOfReason(TestSpace space, String event, String reason) {
    return space
        .kubectl()
        .run("get", event, "-n", "default", "-o", "jsonpath={.reason}")
        .equals(reason);
  }

  private static KubeApi api(TestSpace space) {
    return KubeApi.of(space.plane().client("operator"), Duration.ofSeconds(10));
  }

  private static Notice notice(ObjectReference about, String reason, String message) {
    return new Notice(
        about, Notice.Severity.NORMAL, reason, "Shift", message, "n-1", Instant.now());
  }
}
