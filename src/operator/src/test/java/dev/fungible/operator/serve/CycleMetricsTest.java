package dev.fungible.operator.serve;

import static dev.fungible.scheduler.execute.StepResult.Outcome.FAILED;
import static dev.fungible.scheduler.execute.StepResult.Outcome.STALE;
import static dev.fungible.scheduler.execute.StepResult.Outcome.SUCCEEDED;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.plan.Decision.PolicyFailure;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CycleMetricsTest {

  private static final String LABELS = "{from=\"training\",pool=\"h100\",to=\"inference\",} ";

  private final Exposition shown = new Exposition();
  private final CycleMetrics metrics = new CycleMetrics(shown.registry());
  private final ClusterSnapshot cluster = Reports.cluster("a", "b");

  @Test
  void measuresCyclesAndCountsThoseThatFail() {
    metrics.measure(() -> Reports.saw(cluster));
    assertThatThrownBy(
            () ->
                metrics.measure(
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(shown.samples("fungible_cycle_seconds_count"))
        .containsExactly("fungible_cycle_seconds_count 1.0");
    assertThat(shown.samples("fungible_cycle_seconds_bucket{le=\"10.0\""))
        .containsExactly("fungible_cycle_seconds_bucket{le=\"10.0\",} 1.0");
    assertThat(shown.samples("fungible_cycle_failures_total"))
        .containsExactly("fungible_cycle_failures_total 1.0");
  }

  @Test
  void countsShiftsWhenTheyEnterAPhaseAndStepsAlways() {
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
            Reports.step(pending, pending.failed(NOW, "no"), FAILED)));

    assertThat(shown.samples("fungible_shifts_"))
        .containsExactly(
            "fungible_shifts_failed_total" + LABELS + "1.0",
            "fungible_shifts_finished_total" + LABELS + "1.0",
            "fungible_shifts_rolled_back_total" + LABELS + "1.0",
            "fungible_shifts_started_total" + LABELS + "1.0");
    assertThat(shown.samples("fungible_shift_steps"))
        .containsExactly(
            "fungible_shift_steps_total{outcome=\"failed\",} 1.0",
            "fungible_shift_steps_total{outcome=\"stale\",} 1.0",
            "fungible_shift_steps_total{outcome=\"succeeded\",} 4.0");
    assertThat(shown.samples("fungible_shift_seconds_sum"))
        .containsExactly("fungible_shift_seconds_sum" + LABELS + "300.0");
    assertThat(shown.samples("fungible_passes_total")).containsExactly("fungible_passes_total 2.0");
  }

  @Test
  void addsUpTheLossOfShiftsThatStartedAndOfNoOthers() {
    Plan plan =
        new Plan(List.of(Reports.move("a", 2.5), Reports.move("b", 9)), List.of(), List.of());
    Shift shift = Samples.shift("a", ShiftPhase.PENDING);

    metrics.onCycle(
        Reports.report(cluster, List.of(), plan, List.of(Reports.step(null, shift, SUCCEEDED))));

    assertThat(shown.samples("fungible_shift_loss"))
        .containsExactly("fungible_shift_loss_gpu_seconds_total" + LABELS + "9000.0");
  }

  @Test
  void countsFailedPoliciesByName() {
    metrics.onCycle(
        Reports.report(
            cluster,
            List.of(new PolicyFailure("queue", "oops")),
            new Plan(List.of(), List.of(), List.of()),
            List.of()));

    assertThat(shown.samples("fungible_policy_failures"))
        .containsExactly("fungible_policy_failures_total{policy=\"queue\",} 1.0");
  }

  @Test
  void showsThePlanOfTheLastCycleAlone() {
    PlanMetrics plans = new PlanMetrics(shown.registry());
    Plan plan =
        new Plan(
            List.of(Reports.move("a", 0), Reports.move("b", 0)),
            List.of(),
            List.of(Reports.rejection("cooldown", 3)));

    plans.onCycle(Reports.report(cluster, List.of(), plan, List.of()));
    assertThat(shown.samples("fungible_planned_moves"))
        .containsExactly("fungible_planned_moves" + LABELS + "2.0");
    assertThat(shown.samples("fungible_rejected_nodes"))
        .containsExactly(
            "fungible_rejected_nodes"
                + "{constraint=\"cooldown\",pool=\"h100\",to=\"inference\",} 3.0");

    plans.onCycle(Reports.saw(cluster));
    assertThat(shown.samples("fungible_planned_moves")).isEmpty();
    assertThat(shown.samples("fungible_rejected_nodes")).isEmpty();
  }
}
