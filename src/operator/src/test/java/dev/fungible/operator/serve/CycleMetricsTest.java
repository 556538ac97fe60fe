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
import java.util.List;
import org.junit.jupiter.api.Test;

class CycleMetricsTest {

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
  void countsPassesAndTheStepsOfBoth() {
    Shift pending = Samples.shift("a", ShiftPhase.PENDING);

    metrics.onCycle(Reports.stepped(cluster, Reports.step(null, pending, SUCCEEDED)));
    metrics.onPass(
        List.of(
            Reports.step(pending, pending, STALE),
            Reports.step(pending, pending.failed(NOW, "no"), FAILED)));

    assertThat(shown.samples("fungible_shift_steps"))
        .containsExactly(
            "fungible_shift_steps_total{outcome=\"failed\",} 1.0",
            "fungible_shift_steps_total{outcome=\"stale\",} 1.0",
            "fungible_shift_steps_total{outcome=\"succeeded\",} 1.0");
    assertThat(shown.samples("fungible_passes_total")).containsExactly("fungible_passes_total 1.0");
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
}
