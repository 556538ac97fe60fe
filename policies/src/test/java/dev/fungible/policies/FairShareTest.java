package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.FairShare.FairShareSettings;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairShareTest {

  private static final WorkloadClass RESEARCH =
      new WorkloadClass("research", WorkloadClass.Kind.BATCH);
  private static final WorkloadClass TRAINING = WorkloadClass.TRAINING;
  private static final WorkloadClass INFERENCE = WorkloadClass.INFERENCE;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int SEEDS = 300;

  @ParameterizedTest(name = "{0} GPUs of research and {1} of training lately: weights {2} to {3}")
  @CsvSource({"0, 0, 1, 1", "8, 8, 1, 1", "0, 8, 4, 1", "8, 0, 1, 4", "6, 2, 1, 2"})
  void whoHadLessIsOwed(double research, double training, double ofResearch, double ofTraining) {
    List<Bid> bids = bids(Map.of(), contested().usage(RESEARCH, HOUR, research), training);

    assertThat(weight(RESEARCH, bids)).isCloseTo(ofResearch, within(1e-9));
    assertThat(weight(TRAINING, bids)).isCloseTo(ofTraining, within(1e-9));
  }

  @Test
  void itSaysWhatAClassHadAndWhatItIsEntitledTo() {
    List<Bid> bids =
        bids(Map.of(RESEARCH, 1.0, TRAINING, 3.0), contested().usage(RESEARCH, HOUR, 10), 30);

    Bid bid = of(RESEARCH, bids);
    assertThat(bid.tier()).isEqualTo(Tier.ELASTIC);
    assertThat(bid.nodes()).isEqualTo(9);
    assertThat(bid.dwell()).isEqualTo(HOUR);
    assertThat(bid.reason())
        .isEqualTo(
            "has had 25% of what was used lately (half-life PT168H), is entitled to 25%,"
                + " and could use 9 nodes");
    assertThat(weight(TRAINING, bids) / weight(RESEARCH, bids)).isCloseTo(3, within(1e-9));
  }

  @Test
  void useFades() {
    double recent = weight(RESEARCH, bids(Map.of(), contested().usage(RESEARCH, HOUR, 2), 6));
    Snapshots older = contested().usage(RESEARCH, HOUR, 2).usage(TRAINING, Duration.ofDays(2), 24);
    double faded = weight(RESEARCH, bids(settings(Map.of(), Duration.ofHours(1)), older, 6));
    assertThat(faded).isCloseTo(recent, within(1e-3));
  }

  @Test
  void servingSharesOnlyWhereItIsListed() {
    Snapshots snapshots = contested().demand(INFERENCE, 40);
    assertThat(bids(Map.of(), snapshots, 1))
        .extracting(Bid::workloadClass)
        .containsExactly(RESEARCH, TRAINING);
    List<Bid> bids = bids(Map.of(INFERENCE, 2.0, TRAINING, 1.0), snapshots, 1);
    assertThat(bids).extracting(Bid::workloadClass).containsExactly(INFERENCE, TRAINING);
    assertThat(of(INFERENCE, bids).nodes()).isEqualTo(5);
  }

  @Test
  void whoBidsAsMuchAtAWeightOfOneDoesNotStandInTheWay() {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(random(new SplittableRandom(seed), 1, 1))
          .allSatisfy(bid -> assertThat(bid.weight()).isGreaterThanOrEqualTo(1));
    }
  }

  @Test
  void moreWeightIsNeverLess() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Bid> few = random(new SplittableRandom(seed), 1, 1);
      List<Bid> more = random(new SplittableRandom(seed), 1.5, 1);
      assertThat(weight(RESEARCH, more) / weight(TRAINING, more))
          .isGreaterThan(weight(RESEARCH, few) / weight(TRAINING, few));
    }
  }

  @Test
  void onlyProportionsCount() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Bid> once = random(new SplittableRandom(seed), 1, 1);
      List<Bid> scaled = random(new SplittableRandom(seed), 1, 16);
      for (Bid bid : once) {
        assertThat(weight(bid.workloadClass(), scaled)).isCloseTo(bid.weight(), within(1e-9));
      }
    }
  }

  /** Two classes that want everything; one had the cluster to itself for two weeks. */
  @Test
  void whoWasStarvedGetsMoreUntilBothHaveHadTheirShare() {
    Arbiter arbiter = new Arbiter(Limits.NONE);
    List<Integer> nodes = new ArrayList<>();
    double[] usedByResearch = new double[24 * 14 * 4];
    for (int hour = 24 * 14; hour < usedByResearch.length; hour++) {
      Snapshots snapshots = new Snapshots().pool("p", 8).nodes("p", 20).classes(RESEARCH, TRAINING);
      snapshots.waiting(RESEARCH, 20).waiting(TRAINING, 20);
      for (int past = Math.max(0, hour - 24 * 14); past < hour; past++) {
        Duration ago = HOUR.multipliedBy(hour - past);
        snapshots.usage(RESEARCH, ago, usedByResearch[past]);
        snapshots.usage(TRAINING, ago, 160 - usedByResearch[past]);
      }
      List<Bid> bids = policy(new FairShare().defaults(), snapshots);
      int granted = arbiter.allocate(snapshots.build(), bids).granted("p", RESEARCH);
      usedByResearch[hour] = granted * 8;
      nodes.add(granted);
    }
    // At the start of each day.
    assertThat(IntStream.range(0, 14).mapToObj(day -> nodes.get(24 * day)))
        .containsExactly(16, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 10, 10, 10);
    assertThat(nodes.subList(24 * 6, nodes.size())).containsOnly(10);
  }

  @Test
  void badSettingsAreRefused() {
    assertRefused(() -> settings(Map.of(TRAINING, 0.0), WEEK), "weights.training", "0.0", "0.001");
    assertRefused(
        () -> settings(Map.of(TRAINING, Double.NaN), WEEK), "weights.training", "NaN", "");
    assertRefused(() -> settings(Map.of(), Duration.ofMinutes(59)), "halfLife", "PT59M", "PT1H");
    assertRefused(() -> settings(Map.of(), Duration.ofDays(8)), "halfLife", "PT192H", "PT168H");
    assertRefused(
        () -> new FairShareSettings(new TreeMap<>(), WEEK, Duration.ofDays(8)),
        "dwell",
        "PT192H",
        "PT168H");
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

  /** Two classes, of which each could use 9 of 10 nodes. */
  private static Snapshots contested() {
    return new Snapshots()
        .pool("p", 8)
        .nodes("p", 10)
        .classes(INFERENCE, RESEARCH, TRAINING)
        .waiting(RESEARCH, 9)
        .waiting(TRAINING, 9);
  }

  private static List<Bid> random(SplittableRandom random, double boost, double scale) {
    Map<WorkloadClass, Double> weights = new TreeMap<>();
    weights.put(RESEARCH, random.nextDouble(0.5, 50) * boost * scale);
    weights.put(TRAINING, random.nextDouble(0.5, 50) * scale);
    weights.put(INFERENCE, random.nextDouble(0.5, 50) * scale);
    Snapshots snapshots = contested().demand(INFERENCE, random.nextDouble(80));
    double training = random.nextDouble(80) * scale;
    for (int hours = 1; hours < 40; hours++) {
      Duration ago = HOUR.multipliedBy(hours);
      snapshots.usage(RESEARCH, ago, random.nextDouble(80) * scale);
      snapshots.usage(INFERENCE, ago, random.nextDouble(80) * scale);
    }
    return bids(weights, snapshots, training);
  }

  private static List<Bid> bids(
      Map<WorkloadClass, Double> weights, Snapshots snapshots, double training) {
    return bids(settings(weights, WEEK), snapshots, training);
  }

  private static List<Bid> bids(FairShareSettings settings, Snapshots snapshots, double training) {
    return policy(settings, snapshots.usage(TRAINING, HOUR, training));
  }

  private static List<Bid> policy(FairShareSettings settings, Snapshots snapshots) {
    return new FairShare().create(settings).bid(snapshots.build());
  }

  private static FairShareSettings settings(Map<WorkloadClass, Double> weights, Duration halfLife) {
    return new FairShareSettings(new TreeMap<>(weights), halfLife, HOUR);
  }

  private static double weight(WorkloadClass of, List<Bid> bids) {
    return of(of, bids).weight();
  }

  private static Bid of(WorkloadClass workloadClass, List<Bid> bids) {
    return bids.stream()
        .filter(bid -> bid.workloadClass().equals(workloadClass))
        .findFirst()
        .orElseThrow();
  }
}
