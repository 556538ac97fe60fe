package dev.fungible.operator.serve;

import static dev.fungible.scheduler.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalMetricsTest {

  private final Exposition shown = new Exposition();
  private final SignalMetrics metrics = new SignalMetrics(shown.registry());

  @Test
  void showsValueAgeAndWhetherItCounts() {
    metrics.onCycle(Reports.saw(measured(signal("fresh", 10), signal("old", 90), never("none"))));

    assertThat(lines())
        .contains(
            "fungible_signal_value{signal=\"fresh\",} 3.0",
            "fungible_signal_age_seconds{signal=\"fresh\",} 10.0",
            "fungible_signal_usable{signal=\"fresh\",} 1.0",
            "fungible_signal_value{signal=\"old\",} 3.0",
            "fungible_signal_usable{signal=\"old\",} 0.0",
            "fungible_signal_usable{signal=\"none\",} 0.0",
            "fungible_signal_failures_total{signal=\"none\",} 0.0")
        .noneMatch(line -> line.startsWith("fungible_signal_value{signal=\"none\""));
  }

  @Test
  void countsFailuresAndForgetsSignalsThatAreGone() {
    metrics.failed("a");
    metrics.failed("a");
    metrics.onCycle(Reports.saw(measured(never("a"))));
    assertThat(lines()).contains("fungible_signal_failures_total{signal=\"a\",} 2.0");

    metrics.onCycle(Reports.saw(measured(never("b"))));
    assertThat(lines()).noneMatch(line -> line.contains("signal=\"a\""));
  }

  private List<String> lines() {
    return shown.registry().scrape().lines().toList();
  }

  private static ClusterSnapshot measured(Signal... signals) {
    return ClusterSnapshot.at(NOW).signals(List.of(signals)).build();
  }

  private static Signal never(String name) {
    return new Signal(name, Duration.ofMinutes(1), TimeSeries.EMPTY, "");
  }

  private static Signal signal(String name, long secondsAgo) {
    TimeSeries samples = TimeSeries.EMPTY.plus(NOW.minusSeconds(secondsAgo), 3, 1);
    return new Signal(name, Duration.ofMinutes(1), samples, "");
  }
}
