package dev.fungible.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.Taint;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00.123Z");
  private static final Taint TRAINING = new Taint(Keys.CLASS, "training", Taint.NO_SCHEDULE);

  @Test
  void theTaintOfAShiftIsShortEnoughForAnyNode() {
    Taint taint = Assignment.shifting(shift("n".repeat(253), START));
    assertThat(taint.key()).isEqualTo(Keys.SHIFTING);
    assertThat(taint.effect()).isEqualTo(Taint.NO_SCHEDULE);
    assertThat(taint.value()).hasSizeBetween(1, 63).matches("[a-z0-9]+");
  }

  @Test
  void theTaintTellsShiftsOfANodeApartAndStaysThroughOne() {
    Shift shift = shift("n", START);
    Taint taint = Assignment.shifting(shift);
    assertThat(Assignment.shifting(shift.in(ShiftPhase.CORDONED, START.plusSeconds(9))))
        .isEqualTo(taint);
    assertThat(Assignment.shifting(shift("n", START.plusMillis(1)))).isNotEqualTo(taint);
  }

  @Test
  void labelAndTaintSayTheClassTogether() {
    var node = Json.tree("{metadata: {name: 'n', uid: 'u', resourceVersion: '7'}}");
    assertThat(Assignment.assigned(new NodeEdit(node), "training").patch())
        .isEqualTo(
            Json.tree(
                "{metadata: {labels: {'fungible.dev/class': 'training'},"
                    + " uid: 'u', resourceVersion: '7'}, spec: {taints:"
                    + " [{key: 'fungible.dev/class', value: 'training', effect: 'NoSchedule'}]}}"));
  }

  @Test
  void justOneTaintOfTheKeySaysTheClass() {
    Taint other = new Taint("other", "", "NoExecute");
    assertThat(Assignment.isTainted(node(other, TRAINING), "training")).isTrue();
    assertThat(Assignment.isTainted(node(other), "training")).isFalse();
    assertThat(Assignment.isTainted(node(TRAINING), "inference")).isFalse();
    Taint evicting = new Taint(Keys.CLASS, "training", "NoExecute");
    assertThat(Assignment.isTainted(node(TRAINING, evicting), "training")).isFalse();
  }

  private static Shift shift(String node, Instant start) {
    return Shift.planned(
        node,
        WorkloadClass.TRAINING,
        WorkloadClass.INFERENCE,
        Tier.PROTECT,
        WorkloadClass.TRAINING,
        start,
        "a test");
  }

  private static NodeView node(Taint... taints) {
    return new NodeView(
        "n",
        "u",
        1,
        Instant.EPOCH,
        Map.of(),
        Map.of(),
        List.of(taints),
        Map.of(),
        true,
        false,
        false);
  }
}
