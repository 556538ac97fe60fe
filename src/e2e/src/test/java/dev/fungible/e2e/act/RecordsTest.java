package dev.fungible.e2e.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.Taint;
import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.snapshot.ShiftJson;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class RecordsTest {

  @Test
  void aRecordIsOnTheNodeAndKnownBeforeAnyWatchTellsOfIt(TestSpace space) {
    String node = trainingNode(space);
    try (Hands hands = Hands.on(space)) {
      Shift shift = Hands.shift(node);
      hands.records.save(shift);
      assertThat(hands.nodes().find(node).orElseThrow().annotation(Keys.SHIFT)).isPresent();
      assertThat(hands.record(node)).contains(shift);
    }
  }

  @Test
  void whatAnotherWriterDidBetweenReadingAndWritingIsKept(TestSpace space) {
    String node = trainingNode(space);
    AtomicBoolean armed = new AtomicBoolean();
    try (Hands hands =
        new Hands(
            space,
            chain -> {
              if (chain.request().method().equals("PATCH") && armed.getAndSet(false)) {
                space.kubectl().run("taint", "node", node, "maintenance=soon:NoSchedule");
              }
              return chain.proceed(chain.request());
            })) {
      Shift shift = hands.begun(node, ShiftPhase.CORDONED);
      armed.set(true);
      assertThatThrownBy(() -> hands.actuator.ensure(new Command.Cordon(shift)))
          .isInstanceOf(StaleViewException.class);
      assertThat(hands.node(node).taint(Keys.SHIFTING)).isEmpty();
      hands.actuator.ensure(new Command.Cordon(shift));
      assertThat(hands.node(node).taints())
          .extracting(Taint::key)
          .contains("maintenance", Keys.SHIFTING, Keys.CLASS);
    }
  }

  @Test
  void aRecordThatCannotBeReadIsNotReplaced(TestSpace space) {
    String node = trainingNode(space);
    space.kubectl().run("annotate", "node", node, Keys.SHIFT + "={\"v\":99}");
    try (Hands hands = Hands.on(space)) {
      assertThatThrownBy(() -> hands.records.save(Hands.shift(node)))
          .isNotInstanceOf(StaleViewException.class)
          .hasMessageContaining(node);
      assertThat(hands.node(node).annotation(Keys.SHIFT)).contains("{\"v\":99}");
    }
  }

  @Test
  void aShiftStartsOnlyOnTheNodeThatItWasPlannedFor(TestSpace space) {
    String node = trainingNode(space);
    try (Hands hands = Hands.on(space)) {
      Shift planned = Hands.shift(node);
      space.kubectl().run("label", "node", node, "--overwrite", Keys.CLASS + "=ranking");
      assertThatThrownBy(() -> hands.records.save(planned)).isInstanceOf(StaleViewException.class);
      space.kubectl().run("delete", "node", node);
      assertThatThrownBy(() -> hands.records.save(planned)).isInstanceOf(StaleViewException.class);
    }
  }

  @Test
  void aWriteWithoutAnAnswerMayHaveTakenEffectAndIsNotRepeated(TestSpace space) {
    String node = trainingNode(space);
    AtomicBoolean armed = new AtomicBoolean();
    try (Hands hands =
        new Hands(
            space,
            chain -> {
              var response = chain.proceed(chain.request());
              if (chain.request().method().equals("PATCH") && armed.getAndSet(false)) {
                response.close();
                throw new IOException("the answer is lost");
              }
              return response;
            })) {
      Shift shift = hands.begun(node, ShiftPhase.ASSIGNED);
      hands.actuator.ensure(new Command.Cordon(shift));
      armed.set(true);
      assertThatThrownBy(() -> hands.actuator.ensure(new Command.Assign(shift)))
          .isNotInstanceOf(StaleViewException.class);
      long written = hands.node(node).resourceVersion();
      assertThat(hands.node(node).classLabel()).contains("inference");
      hands.actuator.ensure(new Command.Assign(shift));
      assertThat(hands.node(node).resourceVersion()).isEqualTo(written);
      assertThat(hands.node(node).taint(Keys.CLASS))
          .contains(new Taint(Keys.CLASS, "inference", Taint.NO_SCHEDULE));
      assertThat(hands.node(node).annotation(Keys.LENDER)).contains("training");
    }
  }

  @Test
  void aNodeKeepsTheLastFourOfItsShifts(TestSpace space) {
    String node = trainingNode(space);
    try (Hands hands = Hands.on(space)) {
      Shift last = Hands.shift(node);
      for (int i = 0; i < 5; i++) {
        last = hands.begun(node, ShiftPhase.ROLLED_BACK);
        hands.actuator.ensure(new Command.Close(last));
        hands.actuator.ensure(new Command.Close(last));
      }
      String history = hands.node(node).annotation(Keys.SHIFT_HISTORY).orElseThrow();
      assertThat(ShiftJson.readHistory(node, history)).hasSize(4);
      assertThat(ShiftJson.readHistory(node, history).getLast().shift()).isEqualTo(last);
      assertThat(hands.record(node)).isEmpty();
    }
  }

  static String trainingNode(TestSpace space) {
    SimulatedNodes nodes =
        SimulatedNodes.named(space.name() + "-node", 1).assignedTo(WorkloadClass.TRAINING.name());
    return space.addNodes(nodes).getFirst();
  }
}
