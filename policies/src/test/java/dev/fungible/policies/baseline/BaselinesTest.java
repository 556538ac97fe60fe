package dev.fungible.policies.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.Snapshots;
import dev.fungible.policies.baseline.Reactive.ReactiveSettings;
import dev.fungible.policies.baseline.StaticSplit.SplitSettings;
import dev.fungible.policies.baseline.Yesterday.YesterdaySettings;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinesTest {

  private static final WorkloadClass INFERENCE = WorkloadClass.INFERENCE;

  @Test
  void theStaticSplitHoldsItsNodesWhateverTheDemand() {
    Policy policy = split(Map.of(INFERENCE, 3, WorkloadClass.RANKING, 0));
    Snapshots snapshots = Snapshots.training(9).demand(INFERENCE, 800);

    List<Bid> bids = policy.bid(snapshots.build());

    assertThat(of(INFERENCE, bids).nodes()).isEqualTo(3);
    assertThat(of(INFERENCE, bids).tier()).isEqualTo(Tier.GUARANTEE);
    assertThat(of(WorkloadClass.RANKING, bids).nodes()).isZero();
    assertTrainingHasTheRest(bids, 9);
  }

  @Test
  void theStaticSplitCannotUsePoolsThatDoNotSuit() {
    Snapshots snapshots = new Snapshots().pool("p", 8, INFERENCE).node("p", WorkloadClass.TRAINING);

    assertThat(split(Map.of(INFERENCE, 3)).bid(snapshots.build()))
        .extracting(Bid::workloadClass)
        .containsExactly(WorkloadClass.TRAINING);
  }

  @ParameterizedTest(name = "{0} GPUs now, {1} of them {2} s ago, hysteresis {3} s: {4} nodes")
  @CsvSource({
    "16, 80, 300, 0, 3",
    "16, 80, 300, 299, 3",
    "16, 80, 300, 300, 11",
    "80, 16, 300, 1800, 11"
  })
  void loaningHoldsWhatWasWantedWithinItsHysteresis(
      double now, double before, long ago, long hysteresis, int nodes) {
    Policy policy =
        new Reactive().create(new ReactiveSettings(0.1, Duration.ofSeconds(hysteresis)));
    Snapshots snapshots =
        Snapshots.training(9).demand(INFERENCE, now, Duration.ofSeconds(ago), before);

    List<Bid> bids = policy.bid(snapshots.build());

    assertThat(of(INFERENCE, bids).nodes()).isEqualTo(nodes);
    assertThat(of(INFERENCE, bids).tier()).isEqualTo(Tier.PROTECT);
    assertThat(of(INFERENCE, bids).reason()).contains(nodes + " with head-room");
    assertTrainingHasTheRest(bids, 9);
  }

  @ParameterizedTest(name = "{0} GPUs now, 80 GPUs {1} min ago, looking {2} min ahead: {3} nodes")
  @CsvSource({
    "16, 1440, 10, 10",
    "16, 1430, 10, 10",
    "16, 1429, 10, 2",
    "16, 1441, 10, 2",
    "16, 60, 10, 2",
    "16, 1380, 60, 10",
    "88, 1440, 10, 11"
  })
  void yesterdaysSameHourIsPreparedFor(double now, long minutesAgo, long ahead, int nodes) {
    Policy policy = new Yesterday().create(new YesterdaySettings(0, Duration.ofMinutes(ahead)));
    Snapshots snapshots =
        Snapshots.training(9).demand(INFERENCE, now, Duration.ofMinutes(minutesAgo), 80);

    List<Bid> bids = policy.bid(snapshots.build());

    assertThat(of(INFERENCE, bids).nodes()).isEqualTo(nodes);
    assertThat(of(INFERENCE, bids).tier()).isEqualTo(Tier.PROTECT);
    assertTrainingHasTheRest(bids, 9);
  }

  @Test
  void onTheFirstDayThereIsNoYesterday() {
    Yesterday yesterday = new Yesterday();
    Snapshots snapshots = Snapshots.training(9).demand(INFERENCE, 16, TimeSeries.EMPTY, "p");

    List<Bid> bids = yesterday.create(yesterday.defaults()).bid(snapshots.build());

    assertThat(of(INFERENCE, bids).nodes()).isEqualTo(3);
    assertThat(of(INFERENCE, bids).reason()).contains("wants 2 nodes now and wanted 0");
  }

  @Test
  void reasonsSpeakOfNodes() {
    Reactive reactive = new Reactive();
    Snapshots snapshots = Snapshots.training(9).demand(INFERENCE, 65.428800001);

    List<Bid> bids = reactive.create(reactive.defaults()).bid(snapshots.build());

    assertThat(of(INFERENCE, bids).reason()).contains("wanted 9 nodes").doesNotContain(".4");
  }

  @Test
  void badSettingsAreRefused() {
    Duration hour = Duration.ofHours(1);
    Duration days = Duration.ofDays(8);
    assertRefused(() -> new ReactiveSettings(-1, hour), "headroom", "-1.0", "from 0");
    assertRefused(() -> new ReactiveSettings(0, days), "hysteresis", "PT192H", "PT168H");
    assertRefused(() -> new YesterdaySettings(10.5, hour), "headroom", "10.5", "to 10");
    assertRefused(() -> new YesterdaySettings(0, days), "lookAhead", "PT192H", "PT24H");
    assertRefused(
        () -> split(Map.of(WorkloadClass.RANKING, -2)), "nodes.ranking", "-2", "at least 0");
  }

  private static void assertRefused(
      ThrowingCallable settings, String key, String value, String expected) {
    assertThatThrownBy(settings)
        .asInstanceOf(type(SettingException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.key()).isEqualTo(key);
              assertThat(refusal.value()).isEqualTo(value);
              assertThat(refusal.expected()).contains(expected);
            });
  }

  private static Policy split(Map<WorkloadClass, Integer> nodes) {
    return new StaticSplit().create(new SplitSettings(new TreeMap<>(nodes)));
  }

  private static Bid of(WorkloadClass workloadClass, List<Bid> bids) {
    return bids.stream()
        .filter(bid -> bid.workloadClass().equals(workloadClass))
        .reduce(
            (a, b) -> {
              throw new AssertionError("two bids: " + a + " and " + b);
            })
        .orElseThrow();
  }

  private static void assertTrainingHasTheRest(List<Bid> bids, int nodes) {
    Bid training = of(WorkloadClass.TRAINING, bids);
    assertThat(training.tier()).isEqualTo(Tier.ELASTIC);
    assertThat(training.nodes()).isEqualTo(nodes);
  }
}
