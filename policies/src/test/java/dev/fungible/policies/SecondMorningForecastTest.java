package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.policies.Forecast.ForecastSettings;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static double rise(int cell, int hour) {
    return Math.clamp((cell % DemandGrid.DAY - hour * HOUR) / 3.0, 0, 1);
  }

  @Test
  void theFirstRiseThatComesAgainIsForeseen() {
    Bid bid = bid(QUARTER_TO_NINE, MARGIN);

    assertThat(bid.reason()).startsWith("2.0 nodes now").containsPattern("\\([4-9].* by season");
    assertThat(bid.nodes()).isBetween(8, 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 24, 30})
  void oneSteepMorningIsNotExpectedOnTopOfItself(int minutes) {
    for (int cell = 16 * HOUR; cell < 20 * HOUR; cell += 3) {
      Bid bid = bid(cell, Duration.ofMinutes(minutes));
      assertThat(bid.nodes()).as(bid.reason()).isBetween(8, 12);
    }
    for (int cell = DemandGrid.DAY + 12 * HOUR; cell < DemandGrid.DAY + 20 * HOUR; cell += 3) {
      Bid bid = bid(cell, Duration.ofMinutes(minutes));
      assertThat(bid.nodes()).as(bid.reason()).isBetween(8, 15);
    }
  }

  private static Bid bid(int now, Duration margin) {
    int cells = now - BEGAN;
    TimeSeries history = Courses.history(cells, Snapshots.NOW, cell -> oneRise(BEGAN + 1 + cell));
    Forecast forecast = new Forecast();
    ForecastSettings defaults = forecast.defaults();
    ForecastSettings settings =
        new ForecastSettings(
            defaults.shortfall(), margin, defaults.stabilization(), defaults.thin());
    Snapshots snapshots =
        Snapshots.training(4).demand(WorkloadClass.INFERENCE, oneRise(now), history, "p");
    return forecast.create(settings).bid(snapshots.build()).getFirst();
  }
}
