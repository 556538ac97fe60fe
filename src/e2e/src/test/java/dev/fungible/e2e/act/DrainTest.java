package dev.fungible.e2e.act;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.act.RefusedException;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class DrainTest {

  @Test
  void aBudgetWithoutRoomForAWholeGangKeepsAllOfIt(TestSpace space) {
    List<String> nodes = space.addNodes(3);
    space.apply(Work.job("train", 3, "{}") + Work.budget("train", 2));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(3);
      eventually(
          () ->
              assertThat(space.value("pdb/train", "{.status.disruptionsAllowed}")).isEqualTo("1"));
      Shift shift = draining(hands, nodes.getFirst());
      assertThatThrownBy(() -> hands.drain(shift, List.of(), List.of(gang(space, "train"))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(space.name() + "/train covers 3 of its pods and allows 1 to go");
      assertThat(space.pods("app=train", "status.phase=Running")).hasSize(3);
    }
  }

  @Test
  void aBudgetThatHoldsOnePodIsNamed(TestSpace space) {
    List<String> nodes = space.addNodes(1);
    space.apply(Work.job("train", 1, "{}") + Work.budget("train", 1));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(1);
      eventually(
          () -> assertThat(space.value("pdb/train", "{.status.currentHealthy}")).isEqualTo("1"));
      Shift shift = draining(hands, nodes.getFirst());
      assertThatThrownBy(() -> hands.drain(shift, List.of(), List.of(gang(space, "train"))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("disruption budget train needs 1 healthy pods");
    }
  }

  @Test
  void severalBudgetsOverOnePodAreARefusal(TestSpace space) {
    List<String> nodes = space.addNodes(1);
    space.apply(
        Work.job("train", 1, "{}")
            + Work.budget("train", 1)
            + Work.budget("train", 1).replace("name: train", "name: other"));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(1);
      Shift shift = draining(hands, nodes.getFirst());
      assertThatThrownBy(() -> hands.drain(shift, List.of(), List.of(gang(space, "train"))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("more than one PodDisruptionBudget");
    }
  }

  @Test
  void aGangGoesWholeAndItsJobGoesOn(TestSpace space) {
    space.addNodes(3);
    space.apply(Work.job("train", 2, "{fungible.dev/sim-stops-after: 1s}"));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(2);
      Set<String> before = uids(hands);
      String node = String.valueOf(hands.pods().all().iterator().next().node());
      Shift shift = draining(hands, node);
      hands.actuator.ensure(new Command.Cordon(shift));
      hands.drain(shift, List.of(), List.of(gang(space, "train")));
      eventually(() -> assertThat(uids(hands)).hasSize(2).doesNotContainAnyElementsOf(before));
      Set<String> replaced = uids(hands);
      hands.drain(shift, List.of(), List.of(gang(space, "train")));
      assertThat(uids(hands)).as("what came after is on other nodes").isEqualTo(replaced);
      assertThat(space.value("job/train", "{.status.conditions[*].type}")).doesNotContain("Fail");
    }
  }

  @Test
  void aGangWhoseJobWouldFailForGoodStays(TestSpace space) {
    List<String> nodes = space.addNodes(2);
    space.apply(Work.unforgivingJob("train", 2));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(2);
      Shift shift = draining(hands, nodes.getFirst());
      assertThatThrownBy(() -> hands.drain(shift, List.of(), List.of(gang(space, "train"))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("backoffLimit is 1")
          .hasMessageContaining("DisruptionTarget");
      assertThat(space.pods("app=train", "status.phase=Running")).hasSize(2);
    }
  }

  @Test
  void aGangWhoseJobFailsWithTheFirstEvictedPodStays(TestSpace space) {
    List<String> nodes = space.addNodes(1);
    space.apply(Work.sensitiveJob("train", 1));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(1);
      Shift shift = draining(hands, nodes.getFirst());
      assertThatThrownBy(() -> hands.drain(shift, List.of(), List.of(gang(space, "train"))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("rule 1 of its podFailurePolicy says FailJob");
      assertThat(space.pods("app=train", "status.phase=Running")).hasSize(1);
    }
  }

  @Test
  void aGangThatAsksMeanwhileNotToBeDisruptedStays(TestSpace space) {
    List<String> nodes = space.addNodes(2);
    space.apply(Work.job("train", 2, "{}"));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(2);
      Shift shift = draining(hands, nodes.getFirst());
      space.run("annotate", "pod", "-l", "app=train", Keys.DO_NOT_DISRUPT + "=true");
      // Whether the watch has told yet or not.
      assertThatThrownBy(() -> hands.drain(shift, List.of(), List.of(gang(space, "train"))))
          .isInstanceOfAny(RefusedException.class, StaleViewException.class);
      assertThat(space.pods("app=train", "status.phase=Running")).hasSize(2);
    }
  }

  @Test
  void aShrunkJobLosesThePodsOfTheNodeAndNoOthers(TestSpace space) {
    List<String> nodes = space.addNodes(4);
    space.apply(Work.job("train", 4, "{fungible.dev/min-nodes: '3'}"));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(4);
      Set<String> others =
          hands.pods().all().stream()
              .filter(pod -> !pod.isOn(nodes.getFirst()))
              .map(PodView::uid)
              .collect(Collectors.toSet());
      Shift shift = draining(hands, nodes.getFirst());
      hands.actuator.ensure(new Command.Cordon(shift));
      eventually(
          () -> {
            hands.drain(shift, List.of(gang(space, "train")), List.of());
            assertThat(space.value("job/train", "{.spec.parallelism}")).isEqualTo("3");
          });
      eventually(() -> assertThat(space.value("job/train", "{.status.active}")).isEqualTo("3"));
      eventually(() -> assertThat(uids(hands)).isEqualTo(others));
      assertThat(space.value("job/train", "{.metadata.annotations}"))
          .contains("\"" + Keys.ORIGINAL_PARALLELISM + "\":\"4\"");
      assertThat(hands.node(nodes.getFirst()).annotation(Keys.SHRINKING)).isEmpty();
      Shift second = draining(hands, nodes.getLast());
      hands.drain(second, List.of(gang(space, "train")), List.of());
      assertThat(uids(hands)).as("at its minimum it waits").isEqualTo(others);
    }
  }

  @Test
  void aRequestedCheckpointIsWithdrawnOnceNoShiftWantsIt(TestSpace space) {
    List<String> nodes = space.addNodes(2);
    space.apply(Work.job("train", 2, "{}"));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(2);
      Shift first = hands.begun(nodes.getFirst(), ShiftPhase.NOTIFIED);
      Shift second = hands.begun(nodes.getLast(), ShiftPhase.NOTIFIED);
      for (Shift shift : List.of(first, second)) {
        hands.actuator.ensure(new Command.Cordon(shift));
        hands.actuator.ensure(
            new Command.RequestCheckpoint(
                shift, List.of(gang(space, "train")), shift.phaseSince().plusSeconds(60)));
      }
      assertThat(asked(space)).contains(first.phaseSince().plusSeconds(60).toString());
      hands.actuator.ensure(new Command.Uncordon(hands.saved(first, ShiftPhase.ROLLING_BACK)));
      assertThat(asked(space)).as("the other node's shift wants it").contains("20");
      hands.actuator.ensure(new Command.Uncordon(hands.saved(second, ShiftPhase.ROLLING_BACK)));
      assertThat(asked(space)).isBlank();
    }
  }

  private static String asked(TestSpace space) {
    String path = "jsonpath={.items[*].metadata.annotations.fungible\\.dev/checkpoint-requested}";
    return space.run("get", "pods", "-o", path);
  }

  private static Set<String> uids(Hands hands) {
    return hands.pods().all().stream()
        .filter(pod -> pod.ready() && !pod.deleting())
        .map(PodView::uid)
        .collect(Collectors.toSet());
  }

  private static Shift draining(Hands hands, String node) {
    return hands.begun(node, ShiftPhase.DRAINING);
  }

  private static String gang(TestSpace space, String job) {
    return space.name() + "/job/" + job;
  }
}
