package dev.fungible.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fungible.simulator.world.VirtualTime.Urgency;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

  private final VirtualTime time = new VirtualTime();
  private final List<String> happened = new ArrayList<>();

  @Test
  void eventsOfOneSecondGoByUrgencyThenByPlanning() {
    List<Urgency> backwards = List.of(Urgency.values()).reversed();
    backwards.forEach(urgency -> plan(5, urgency, urgency + " 1"));
    backwards.forEach(urgency -> plan(5, urgency, urgency + " 2"));
    plan(4, Urgency.DECISION, "earlier");

    time.runUntil(10, end -> {});

    assertThat(happened.getFirst()).isEqualTo("earlier");
    assertThat(happened.subList(1, happened.size()))
        .containsExactly(
            "PROGRESS 1",
            "PROGRESS 2",
            "ARRIVAL 1",
            "ARRIVAL 2",
            "DEMAND 1",
            "DEMAND 2",
            "FAILURE 1",
            "FAILURE 2",
            "START 1",
            "START 2",
            "SHIFT 1",
            "SHIFT 2",
            "DISPATCH 1",
            "DISPATCH 2",
            "DECISION 1",
            "DECISION 2");
  }

  @Test
  void anEventMayPlanAnotherForItsOwnSecond() {
    time.at(3, Urgency.DECISION, () -> plan(3, Urgency.DISPATCH, "then"));

    time.runUntil(4, end -> {});

    assertThat(happened).containsExactly("then");
  }

  @Test
  void timeStopsAtTheHorizonBeforeItsEvents() {
    plan(9, Urgency.PROGRESS, "before");
    plan(10, Urgency.PROGRESS, "at");
    List<Long> steps = new ArrayList<>();

    time.runUntil(10, steps::add);

    assertThat(happened).containsExactly("before");
    assertThat(steps).containsExactly(9L, 10L);
    assertThat(time.now()).isEqualTo(10);
  }

  @Test
  void thePastCannotBePlanned() {
    time.at(5, Urgency.PROGRESS, () -> time.at(4, Urgency.PROGRESS, () -> {}));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.runUntil(10, end -> {}))
        .withMessageContaining("Second 4")
        .withMessageContaining("5");
  }

  private void plan(long second, Urgency urgency, String name) {
    time.at(second, urgency, () -> happened.add(name));
  }
}
