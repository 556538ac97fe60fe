package dev.fungible.operator.serve;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForecastMetricsTest {

  private final Exposition shown = new Exposition();
  private final ForecastMetrics metrics = new ForecastMetrics(shown.registry());
  private final ClusterSnapshot cluster = Reports.cluster("a", "b");

  @Test
  void showsWhatAPolicyForeseesAsLongAsItDoes() {
    metrics.onCycle(
        report(
            Reports.foreseeing(
                INFERENCE, new TreeMap<>(Map.of(0.5, new Gpus(16), 0.9, new Gpus(24))))));

    assertThat(shown.samples("fungible_forecast_gpus"))
        .containsExactly(
            "fungible_forecast_gpus{class=\"inference\",policy=\"forecast\",probability=\"0.5\",} 16.0",
            "fungible_forecast_gpus{class=\"inference\",policy=\"forecast\",probability=\"0.9\",} 24.0");
    assertThat(shown.samples("fungible_forecast_ahead_seconds"))
        .containsExactly(
            "fungible_forecast_ahead_seconds{class=\"inference\",policy=\"forecast\",} 900.0");

    metrics.onCycle(report(Samples.bid(INFERENCE, Tier.PROTECT, 3, "h100")));

    assertThat(shown.samples("fungible_forecast_gpus")).isEmpty();
    assertThat(shown.samples("fungible_forecast_ahead_seconds")).isEmpty();
  }

  private CycleReport report(Bid bid) {
    Plan nothing = new Plan(List.of(), List.of(), List.of());
    Allocation allocation = new Allocation(List.of(), List.of());
    return new CycleReport(
        cluster, new Decision(List.of(bid), List.of(), allocation, nothing), List.of(), List.of());
  }
}
