package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.policies.Forecast.ForecastSettings;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What one day of history, which began at four, is enough for. */
class SecondMorningForecastTest {

  private static final int HOUR = DemandGrid.DAY / 24;
  private static final int BEGAN = 4 * HOUR;

  /** An unlearned lead time and this reach 36 minutes ahead, beyond the rise. */
  private static final Duration MARGIN = Duration.ofMinutes(30);

  private static final int QUARTER_TO_NINE = DemandGrid.DAY + 9 * HOUR - 3;

  /** 2 nodes, which are 8 within a quarter of an hour from nine. */
  private static double oneRise(int cell) {
    return 16 + 48 * rise(cell, 9) - 48 * rise(cell, 20);
  }

  /** The same with half of it at five. */
  private static double twoRises(int cell) {
    return 16 + 24 * rise(cell, 5) + 24 * rise(cell, 9) - 48 * rise(cell, 20);
  }

  private static double rise(int cell, int hour) {
    return Math.clamp((cell % DemandGrid.DAY - hour * HOUR) / 3.0, 0, 1);
  }

  @Test
  void theFirstRiseThatComesAgainIsNotForeseen() {
    Bid bid = bid(SecondMorningForecastTest::oneRise);

    assertThat(bid.reason()).contains("(0.0 by season)");
    assertThat(bid.nodes()).isLessThan(8);
  }

  @Test
  void theSecondRiseOfADayWhoseFirstCameAgainIsForeseen() {
    Bid bid = bid(SecondMorningForecastTest::twoRises);

    assertThat(bid.reason()).startsWith("5.0 nodes now").containsPattern("\\([2-9].* by season");
    assertThat(bid.nodes()).isGreaterThanOrEqualTo(8);
  }

  private static Bid bid(IntToDoubleFunction gpus) {
    int cells = QUARTER_TO_NINE - BEGAN;
    TimeSeries history =
        Courses.history(cells, Snapshots.NOW, cell -> gpus.applyAsDouble(BEGAN + 1 + cell));
    Forecast forecast = new Forecast();
    ForecastSettings defaults = forecast.defaults();
    ForecastSettings settings =
        new ForecastSettings(
            defaults.shortfall(), MARGIN, defaults.stabilization(), defaults.thin());
    Snapshots snapshots =
        Snapshots.training(4)
            .demand(WorkloadClass.INFERENCE, gpus.applyAsDouble(QUARTER_TO_NINE), history, "p");
    return forecast.create(settings).bid(snapshots.build()).getFirst();
  }
}
