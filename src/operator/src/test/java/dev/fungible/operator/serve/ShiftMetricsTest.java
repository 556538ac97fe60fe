package dev.fungible.operator.serve;

import static dev.fungible.scheduler.execute.StepResult.Outcome.STALE;
import static dev.fungible.scheduler.execute.StepResult.Outcome.SUCCEEDED;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShiftMetricsTest {

  private static final String LABELS = "{from=\"training\",pool=\"h100\",to=\"inference\",} ";

  private final Exposition shown = new Exposition();
  private final ShiftMetrics metrics =
      new ShiftMetrics(
          shown.registry(),
          () -> Duration.ofHours(2),
          node -> node.equals("a") ? Optional.of("h100") : Optional.empty());
  private final ClusterSnapshot cluster = Reports.cluster("a", "b");

  @Test
  void everyCounterBeginsAtZeroSoThatTheFirstEventIsInARate() {
    metrics.onCycle(Reports.saw(cluster));

    assertThat(shown.samples("fungible_shift"))
        .contains("fungible_shifts_rolled_back_total" + LABELS + "0.0")
        .contains("fungible_shift_seconds_count{from=\"training\",to=\"inference\",} 0.0")
        .allMatch(sample -> sample.endsWith(" 0.0"));
  }

  @Test
  void countsShiftsWhenTheyEnterAPhase() {
    Shift pending = Samples.shift("a", ShiftPhase.PENDING);
    Shift warming = Samples.shift("a", ShiftPhase.WARMING);
    Shift done = warming.in(ShiftPhase.DONE, NOW.plus(Duration.ofMinutes(5)));
    Shift back = Samples.shift("b", ShiftPhase.ROLLED_BACK);

    metrics.onCycle(Reports.stepped(cluster, Reports.step(null, pending, SUCCEEDED)));
    metrics.onPass(
        List.of(
            Reports.step(warming, done, SUCCEEDED),
            Reports.step(back, back, SUCCEEDED),
            Reports.step(pending, pending, STALE)));
    metrics.onPass(
        List.of(
            Reports.step(Samples.shift("b", ShiftPhase.ROLLING_BACK), back, SUCCEEDED),
            Reports.step(pending, pending.failed(NOW, "no"), SUCCEEDED)));

    for (String what : List.of("failed", "finished", "rolled_back", "started")) {
      assertThat(shown.samples("fungible_shifts_" + what + "_total" + LABELS))
          .containsExactly("fungible_shifts_" + what + "_total" + LABELS + "1.0");
    }
    assertThat(shown.samples("fungible_shift_seconds_sum"))
        .contains("fungible_shift_seconds_sum{from=\"training\",to=\"inference\",} 300.0");
  }

  @Test
  void measuresTheTimeInEachPhaseThatWasLeft() {
    Shift cordoned = Samples.shift("a", ShiftPhase.CORDONED);
    Shift notified = cordoned.in(ShiftPhase.NOTIFIED, NOW.plusSeconds(7));

    metrics.onPass(
        List.of(
            Reports.step(cordoned, notified, SUCCEEDED),
            Reports.step(notified, notified.failed(NOW.plusSeconds(9), "no"), SUCCEEDED)));

    assertThat(shown.samples("fungible_shift_phase_seconds_sum"))
        .containsExactly(
            "fungible_shift_phase_seconds_sum"
                + "{from=\"training\",phase=\"cordoned\",to=\"inference\",} 7.0");
  }

  @Test
  void whatEndsBeforeTheFirstCycleIsCountedInThePoolOfItsNode() {
    Shift warming = Samples.shift("a", ShiftPhase.WARMING);
    Shift rolling = Samples.shift("gone", ShiftPhase.ROLLING_BACK);

    metrics.onPass(
        List.of(
            Reports.step(warming, warming.in(ShiftPhase.DONE, NOW), SUCCEEDED),
            Reports.step(rolling, rolling.in(ShiftPhase.ROLLED_BACK, NOW), SUCCEEDED)));

    assertThat(shown.samples("fungible_shifts_finished_total"))
        .containsExactly("fungible_shifts_finished_total" + LABELS + "1.0");
    assertThat(shown.samples("fungible_shifts_rolled_back_total"))
        .singleElement()
        .asString()
        .contains("pool=\"unknown\"");
  }

  @Test
  void workIsLostOnceWhenADrainBeginsAndNotBefore() {
    Shift pending = Samples.shift("a", ShiftPhase.PENDING).losing(new GpuHours(2.5));
    Shift notified = pending.in(ShiftPhase.NOTIFIED, NOW);
    Shift draining = notified.in(ShiftPhase.DRAINING, NOW);
    Shift vacated = draining.in(ShiftPhase.VACATED, NOW);
    Shift back = Samples.shift("b", ShiftPhase.PENDING).losing(new GpuHours(4));

    metrics.onCycle(
        Reports.stepped(
            cluster,
            Reports.step(null, pending, SUCCEEDED),
            Reports.step(back, back.rollingBack(NOW, "not wanted"), SUCCEEDED)));
    assertThat(shown.samples("fungible_shift_lost_gpu_seconds_total" + LABELS))
        .containsExactly("fungible_shift_lost_gpu_seconds_total" + LABELS + "0.0");
    assertThat(shown.samples("fungible_shifts_preempting_total" + LABELS))
        .containsExactly("fungible_shifts_preempting_total" + LABELS + "0.0");

    metrics.onPass(
        List.of(
            Reports.step(notified, draining, SUCCEEDED),
            Reports.step(draining, vacated, SUCCEEDED),
            Reports.step(vacated, vacated.in(ShiftPhase.DRAINING, NOW), SUCCEEDED)));
    assertThat(shown.samples("fungible_shift_lost_gpu_seconds_total" + LABELS))
        .containsExactly("fungible_shift_lost_gpu_seconds_total" + LABELS + "9000.0");
    assertThat(shown.samples("fungible_shifts_preempting_total" + LABELS))
        .containsExactly("fungible_shifts_preempting_total" + LABELS + "1.0");
  }

  @Test
  void aShiftBackSoonAfterTheOneBeforeIsAReversal() {
    assertThat(reversals(shift(INFERENCE, TRAINING, Duration.ofHours(-2)))).isEqualTo("1.0");
  }

  @Test
  void aShiftBackLaterOrElsewhereIsNone() {
    assertThat(reversals(shift(INFERENCE, TRAINING, Duration.ofMinutes(-121)))).isEqualTo("0.0");
    assertThat(reversals(shift(WorkloadClass.RANKING, TRAINING, Duration.ofHours(-1))))
        .isEqualTo("0.0");
  }

  /** After that shift the node starts from training to inference. */
  private String reversals(Shift before) {
    ClusterSnapshot seen =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("h100")))
            .nodes(List.of(Samples.node("a", "h100", TRAINING)))
            .finishedShifts(List.of(new FinishedShift(before, NOW.minusSeconds(60))))
            .build();
    Shift start = Samples.shift("a", ShiftPhase.PENDING);
    metrics.onCycle(Reports.stepped(seen, Reports.step(null, start, SUCCEEDED)));
    String name = "fungible_shifts_reversed_total" + LABELS;
    return shown.samples(name).getFirst().substring(name.length());
  }

  private static Shift shift(WorkloadClass from, WorkloadClass to, Duration started) {
    Instant at = NOW.plus(started);
    return Shift.planned("a", from, to, Tier.PROTECT, null, at, "busy")
        .in(ShiftPhase.WARMING, at)
        .in(ShiftPhase.DONE, at);
  }
}
