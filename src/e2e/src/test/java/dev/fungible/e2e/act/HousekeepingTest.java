package dev.fungible.e2e.act;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.act.Cleanup;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.Taint;
import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class HousekeepingTest {

  @Test
  void aNodeWithoutAClassIsAdoptedByLabelAndTaint(TestSpace space) {
    String node = space.addNodes(1).getFirst();
    try (Hands hands = Hands.on(space)) {
      assertThat(hands.housekeeping.tidy(hands.observer(space, Mode.OBSERVE).observe())).isEmpty();
      assertThat(hands.node(node).classLabel()).isEmpty();
      assertThat(isWanted(hands, node)).isTrue();
      assertThat(hands.housekeeping.tidy(hands.observer.observe())).hasSize(1);
      assertThat(hands.node(node).classLabel()).contains("training");
      assertThat(hands.node(node).taints())
          .contains(new Taint(Keys.CLASS, "training", Taint.NO_SCHEDULE));
      assertThat(isWanted(hands, node)).isFalse();
      assertThat(hands.housekeeping.tidy(hands.observer.observe())).isEmpty();
    }
  }

  @Test
  void aNodeThatCannotWorkYetIsAdoptedOnceItCan(TestSpace space) {
    String node = space.addNodes(1).getFirst();
    try (Hands hands = Hands.on(space)) {
      space.kubectl().run("cordon", node);
      eventually(() -> assertThat(hands.node(node).unschedulable()).isTrue());
      assertThat(hands.housekeeping.tidy(hands.observer.observe())).isEmpty();
      assertThat(hands.node(node).taint(Keys.CLASS)).isEmpty();
      space.kubectl().run("uncordon", node);
      eventually(() -> assertThat(hands.node(node).unschedulable()).isFalse());
      assertThat(hands.housekeeping.tidy(hands.observer.observe())).hasSize(1);
    }
  }

  @Test
  void aTaintThatDisagreesWithTheLabelFollowsIt(TestSpace space) {
    String node = RecordsTest.trainingNode(space);
    space.kubectl().run("taint", "node", node, "--overwrite", Keys.CLASS + "=ranking:NoSchedule");
    try (Hands hands = Hands.on(space)) {
      assertThat(isWanted(hands, node)).isTrue();
      hands.housekeeping.tidy(hands.observer.observe());
      assertThat(hands.node(node).taint(Keys.CLASS).orElseThrow().value()).isEqualTo("training");
    }
  }

  @Test
  void aTaintWithoutARecordGoesAndOneWithARecordStays(TestSpace space) {
    List<String> nodes = space.addNodes(2);
    try (Hands hands = Hands.on(space)) {
      Shift shift = hands.begun(nodes.getLast(), ShiftPhase.CORDONED);
      hands.actuator.ensure(new Command.Cordon(shift));
      space.kubectl().run("taint", "node", nodes.getFirst(), Keys.SHIFTING + "=1:NoSchedule");
      eventually(
          () -> assertThat(hands.nodes().all()).filteredOn(NodeView::isShiftCordoned).hasSize(2));
      assertThat(isWanted(hands, nodes.getFirst())).isTrue();
      hands.housekeeping.tidy(hands.observer(space, Mode.OFF).observe());
      assertThat(hands.node(nodes.getFirst()).isShiftCordoned()).isTrue();
      hands.housekeeping.tidy(hands.observer(space, Mode.OBSERVE).observe());
      assertThat(hands.node(nodes.getFirst()).isShiftCordoned()).isFalse();
      assertThat(hands.node(nodes.getLast()).isShiftCordoned()).isTrue();
    }
  }

  @Test
  void aCheckpointThatNoShiftWantsIsWithdrawn(TestSpace space) {
    space.addNodes(1);
    space.apply(Work.job("train", 1, "{}"));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(1);
      space.run(
          "annotate", "pod", "-l", "app=train", Keys.CHECKPOINT_REQUESTED + "=" + Hands.now());
      eventually(
          () ->
              assertThat(hands.pods().all())
                  .anyMatch(pod -> pod.annotation(Keys.CHECKPOINT_REQUESTED).isPresent()));
      assertThat(isWanted(hands, "none")).isTrue();
      assertThat(hands.housekeeping.tidy(hands.observer.observe()))
          .anyMatch(done -> done.object().startsWith("pod/"));
      assertThat(hands.pods().all())
          .noneMatch(pod -> pod.annotation(Keys.CHECKPOINT_REQUESTED).isPresent());
    }
  }

  @Test
  void aCleanupLeavesNothingOfOursAndThePodsRunning(TestSpace space) {
    String node = RecordsTest.trainingNode(space);
    space.apply(Work.job("train", 1, "{}"));
    try (Hands hands = Hands.on(space)) {
      hands.awaitReady(1);
      Shift shift = hands.begun(node, ShiftPhase.NOTIFIED);
      hands.actuator.ensure(new Command.Cordon(shift));
      String gang = space.name() + "/job/train";
      hands.actuator.ensure(
          new Command.RequestCheckpoint(shift, List.of(gang), shift.phaseSince().plusSeconds(9)));
      List<String> lines = new ArrayList<>();
      String own = "fungible.dev/test-space=" + space.name();
      Cleanup cleanup = new Cleanup(hands.api, () -> true, lines::add);
      assertThatThrownBy(() -> cleanup.run(new Cleanup.Scope(own, false, false)))
          .hasMessageContaining("leads this cluster");
      assertThat(cleanup.run(new Cleanup.Scope(own, true, false))).isEqualTo(2);
      assertThat(hands.record(node)).as("a dry run").contains(shift);
      assertThat(cleanup.run(new Cleanup.Scope(own, false, true))).isEqualTo(2);
      assertThat(lines).hasSize(4).anyMatch(line -> line.contains(node));
      assertThat(hands.node(node).annotations()).isEmpty();
      assertThat(hands.node(node).classLabel()).isEmpty();
      assertThat(hands.node(node).taints()).isEmpty();
      assertThat(space.pods("app=train", "status.phase=Running")).hasSize(1);
      assertThat(cleanup.run(new Cleanup.Scope(own, false, true))).isZero();
    }
  }

  private static boolean isWanted(Hands hands, String node) {
    return hands.housekeeping.isWanted(view -> view.name().equals(node));
  }
}
