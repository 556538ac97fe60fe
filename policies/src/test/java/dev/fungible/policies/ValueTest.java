package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.Value.ValueSettings;
import dev.fungible.policies.Value.Worth;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTest {

  private static final WorkloadClass INFERENCE = WorkloadClass.INFERENCE;
  private static final WorkloadClass TRAINING = WorkloadClass.TRAINING;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int SEEDS = 300;

  @ParameterizedTest(name = "worth {0} falling {1} against 1 falling {2}: {3} and {4} of 10 nodes")
  @CsvSource({
    // Of equal worth each has the same share of what it could use.
    "1, 1, 1, 4, 6",
    // 4 × (1 - x / 6) = 1 - (10 - x) / 9.
    "4, 1, 1, 5, 5",
    // Whatever it wants comes first.
    "4, 0, 0, 6, 4",
    "0.1, 0, 0, 1, 9",
    // The first GPUs of training are worth more than the last of serving, and all of them fall.
    "2, 2, 0, 2, 8"
  })
  void eachNodeGoesWhereItAddsMost(
      double worth, int falling, int othersFalling, int inference, int training) {
    Snapshots snapshots = Snapshots.training(10).demand(INFERENCE, 48).waiting(TRAINING, 9);
    Map<WorkloadClass, Worth> worths =
        Map.of(INFERENCE, new Worth(worth, falling), TRAINING, new Worth(1, othersFalling));

    List<Bid> bids = bids(worths, snapshots);

    assertThat(nodes(INFERENCE, bids)).isEqualTo(inference);
    assertThat(nodes(TRAINING, bids)).isEqualTo(training);
  }

  @Test
  void itSaysWhatTheNextGpuHourWouldBeWorth() {
    Snapshots snapshots = Snapshots.training(6).demand(INFERENCE, 48).waiting(TRAINING, 6);

    List<Bid> bids = bids(Map.of(INFERENCE, new Worth(2, 1)), snapshots);

    assertThat(bids).extracting(Bid::tier).containsOnly(Tier.ELASTIC);
    assertThat(bids).extracting(Bid::dwell).containsOnly(HOUR);
    assertThat(bids)
        .extracting(bid -> bid.workloadClass() + " " + bid.reason())
        .containsExactly(
            "inference makes best use of 4 of the 6 nodes it could use: a GPU-hour is worth 2.0"
                + " at first, the next one then 0.667",
            "training makes best use of 2 of the 6 nodes it could use: a GPU-hour is worth 1.0"
                + " at first, the next one then 0.667");
  }

  @Test
  void hardwareThatSuitsBetterGoesWhereThatCounts() {
    TreeMap<WorkloadClass, Double> half = new TreeMap<>(Map.of(INFERENCE, 0.5, TRAINING, 0.9));
    Snapshots snapshots =
        new Snapshots()
            .pool("new", 8)
            .pool("old", half)
            .nodes("new", 4)
            .nodes("old", 4)
            .demand(INFERENCE, 32, TimeSeries.EMPTY, "new", "old")
            .waiting(TRAINING, 4);

    Map<WorkloadClass, Worth> even = Map.of(INFERENCE, new Worth(1, 0), TRAINING, new Worth(1, 0));
    assertThat(bids(even, snapshots))
        .extracting(bid -> bid.workloadClass() + " " + bid.pools() + " " + bid.nodes())
        .containsExactly("inference [new] 4", "training [old] 4");
  }

  @Test
  void nobodyGetsMoreThanItCanUse() {
    Snapshots snapshots = Snapshots.training(30).demand(INFERENCE, 41).waiting(TRAINING, 9);
    List<Bid> bids = bids(Map.of(INFERENCE, new Worth(1000, 0)), snapshots);
    assertThat(nodes(INFERENCE, bids)).isEqualTo(6);
    assertThat(nodes(TRAINING, bids)).isEqualTo(9);
  }

  @Test
  void moreWorthIsNeverLess() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Snapshots snapshots =
          Snapshots.training(random.nextInt(1, 30))
              .demand(INFERENCE, random.nextDouble(200))
              .demand(WorkloadClass.RANKING, random.nextDouble(200))
              .waiting(TRAINING, random.nextInt(30));
      double worth = random.nextDouble(0.1, 10);
      int falling = random.nextInt(4);
      List<Bid> less = bids(Map.of(INFERENCE, new Worth(worth, falling)), snapshots);
      List<Bid> more = bids(Map.of(INFERENCE, new Worth(worth * 1.5, falling)), snapshots);
      assertThat(nodes(INFERENCE, more)).isGreaterThanOrEqualTo(nodes(INFERENCE, less));
      assertThat(nodes(TRAINING, more)).isLessThanOrEqualTo(nodes(TRAINING, less));
    }
  }

  @Test
  void onlyProportionsOfWorthCount() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Snapshots snapshots =
          Snapshots.training(random.nextInt(1, 30))
              .demand(INFERENCE, random.nextDouble(200))
              .waiting(TRAINING, random.nextInt(30));
      Map<WorkloadClass, Worth> some =
          Map.of(INFERENCE, new Worth(0.25, 2), TRAINING, new Worth(0.125, 1));
      Map<WorkloadClass, Worth> more =
          Map.of(INFERENCE, new Worth(16, 2), TRAINING, new Worth(8, 1));
      assertThat(nodes(INFERENCE, bids(more, snapshots)))
          .isEqualTo(nodes(INFERENCE, bids(some, snapshots)));
    }
  }

  @Test
  void badSettingsAreRefused() {
    assertRefused(() -> new Worth(0, 1), "worth", "0.0", "0.001");
    assertRefused(() -> new Worth(1001, 1), "worth", "1001.0", "1000");
    assertRefused(() -> new Worth(1, -1), "diminishing", "-1", "0 to 10");
    assertRefused(() -> new Worth(1, 11), "diminishing", "11", "0 to 10");
    assertRefused(
        () -> new ValueSettings(new TreeMap<>(), Duration.ofDays(8)), "dwell", "PT192H", "PT168H");
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

  private static List<Bid> bids(Map<WorkloadClass, Worth> worths, Snapshots snapshots) {
    ValueSettings settings = new ValueSettings(new TreeMap<>(worths), HOUR);
    return new Value().create(settings).bid(snapshots.build());
  }

  private static int nodes(WorkloadClass of, List<Bid> bids) {
    return bids.stream().filter(bid -> bid.workloadClass().equals(of)).mapToInt(Bid::nodes).sum();
  }
}
