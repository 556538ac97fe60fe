package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.policies.DemandFollowing.DemandSettings;
import dev.fungible.policies.Forecast.ForecastSettings;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTest {

  private static final int DAY = DemandGrid.DAY;
  private static final int FIVE_TO_EIGHT = 8 * DAY / 24 - 1;

  @Test
  void aMorningThatCameOnTheDaysBeforeIsPreparedFor() {
    Bid bid = bid(5 * DAY + FIVE_TO_EIGHT + 1, Courses::day);

    assertThat(bid.nodes()).isGreaterThan(6);
    assertThat(bid.reason()).startsWith("5.0 nodes now").containsPattern("\\([1-9].* by season");
    assertThat(bid.tier()).isEqualTo(Tier.PROTECT);
  }

  @Test
  void aMorningThatNeverCameBeforeIsNot() {
    Bid bid = bid(5 * DAY + FIVE_TO_EIGHT + 1, cell -> 40);

    assertThat(bid.nodes()).isEqualTo(5);
  }

  @Test
  void whatEarlierDaysHadAtRandomCountsForNothing() {
    double[] noise = Courses.noise(6 * DAY, 0.1, 1);

    Bid bid = bid(6 * DAY, cell -> 100 * (1 + noise[cell]));

    assertThat(bid.reason()).containsPattern("\\(-?0\\.[01] by season\\)");
  }

  @Test
  void whenItIsWrongByMoreThanUsualItSaysSo() {
    double[] noise = Courses.noise(4 * DAY, 0.02, 2);
    int lately = 4 * DAY - 24;

    Bid calm = bid(4 * DAY, cell -> 100 * (1 + noise[cell]));
    Bid rough = bid(4 * DAY, cell -> 100 * (1 + noise[cell] * (cell < lately ? 1 : 10)));

    assertThat(rough.reason()).contains("times as large as usual");
    assertThat(calm.reason()).doesNotContain("usual");
  }

  @Test
  void itShowsWithinWhatDemandIsExpectedToStay() {
    double[] noise = Courses.noise(6 * DAY, 0.1, 1);

    Outlook outlook =
        Objects.requireNonNull(bid(6 * DAY, cell -> 100 * (1 + noise[cell])).outlook());

    assertThat(outlook.within()).isPositive().isLessThan(Duration.ofHours(1));
    assertThat(outlook.levels().keySet()).containsExactly(0.5, 0.9, 0.99);
    double half = outlook.levels().get(0.5).value();
    double most = outlook.levels().get(0.99).value();
    assertThat(half).isBetween(80.0, 130.0);
    assertThat(most).isBetween(half + 10, half + 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 100})
  void withLittleHistoryItFollowsDemand(int cells) {
    Forecast forecast = new Forecast();
    DemandSettings thin = forecast.defaults().thin();
    Snapshots snapshots = snapshots(cells, cell -> cell == cells - 1 ? 40 : 20);

    Bid bid = forecast.create(forecast.defaults()).bid(snapshots.build()).getFirst();

    assertThat(bid.nodes())
        .isEqualTo(new DemandFollowing().create(thin).bid(snapshots.build()).getFirst().nodes());
    assertThat(bid.reason()).contains("of history to learn from");
    assertThat(bid.outlook()).isNull();
  }

  @Test
  void aLevelThatIsHeldAfterAFallSaysSo() {
    int cells = 2 * DAY;

    Bid bid = bid(cells, cell -> cell < cells - 3 ? 80 : 16);

    assertThat(bid.nodes()).isEqualTo(10);
    assertThat(bid.reason()).startsWith("2.0 nodes now").endsWith("after it fell");
  }

  @Test
  void timeThatNobodySawTeachesNothing() {
    TimeSeries twoLooks =
        TimeSeries.EMPTY
            .plus(Snapshots.NOW.minus(Duration.ofHours(20)), 64, 9)
            .plus(Snapshots.NOW, 64, 9);
    Snapshots snapshots = Snapshots.training(4).demand(WorkloadClass.INFERENCE, 64, twoLooks, "p");
    Forecast forecast = new Forecast();

    Bid bid = forecast.create(forecast.defaults()).bid(snapshots.build()).getFirst();

    assertThat(bid.reason()).contains("with only PT10M of history to learn from");
    assertThat(bid.nodes()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 11 * 60, 30 * 60, 60 * 60})
  void anyLeadTimeGivesABid(long minutes) {
    Instant start = Snapshots.NOW.minus(Duration.ofDays(1));
    Shift done =
        Shift.planned(
                "n0",
                WorkloadClass.TRAINING,
                WorkloadClass.INFERENCE,
                Tier.PROTECT,
                null,
                start,
                "test")
            .in(ShiftPhase.DONE, start);
    FinishedShift finished = new FinishedShift(done, start.plus(Duration.ofMinutes(minutes)));
    ForecastSettings defaults = new Forecast().defaults();
    ForecastSettings eager =
        new ForecastSettings(
            defaults.shortfall(), Duration.ZERO, defaults.stabilization(), defaults.thin());

    for (int cells : new int[] {DAY / 2, DAY, 3 * DAY}) {
      ClusterSnapshot snapshot = snapshots(cells, Courses::day).finished(finished).build();

      assertThat(new Forecast().create(eager).bid(snapshot)).hasSize(1);
    }
  }

  @Test
  void workThatWaitsHasNoShortfall() {
    ForecastSettings defaults = new Forecast().defaults();
    SortedMap<WorkloadClass, Double> batch = new TreeMap<>();
    batch.put(WorkloadClass.TRAINING, 0.05);

    assertThatThrownBy(
            () ->
                new ForecastSettings(
                    batch, defaults.margin(), defaults.stabilization(), defaults.thin()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("shortfall.training");
  }

  @Test
  void aShareThatCannotBeKeptIsRefused() {
    ForecastSettings defaults = new Forecast().defaults();
    SortedMap<WorkloadClass, Double> never = new TreeMap<>();
    never.put(WorkloadClass.RANKING, 0.0);

    assertThatThrownBy(
            () ->
                new ForecastSettings(
                    never, defaults.margin(), defaults.stabilization(), defaults.thin()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("shortfall.ranking");
  }

  private static Bid bid(int cells, IntToDoubleFunction gpus) {
    Forecast forecast = new Forecast();
    return forecast.create(forecast.defaults()).bid(snapshots(cells, gpus).build()).getFirst();
  }

  private static Snapshots snapshots(int cells, IntToDoubleFunction gpus) {
    TimeSeries history = Courses.history(cells, Snapshots.NOW, gpus);
    double now = gpus.applyAsDouble(cells - 1);
    return Snapshots.training(4).demand(WorkloadClass.INFERENCE, now, history, "p");
  }
}
