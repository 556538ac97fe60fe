package dev.fungible.policies;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.Objective.Kind;
import dev.fungible.policies.ServiceObjectives.ClassObjectives;
import dev.fungible.policies.ServiceObjectives.SloSettings;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.SignalName;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceObjectivesTest {

  static final Duration HALF_HOUR = Duration.ofMinutes(30);

  @ParameterizedTest(name = "{0} is {1}, target {2}, on 10 nodes: {4} nodes, {5} with head-room")
  @CsvSource({
    // GPUs that serve × value ÷ target: 80 × 0.9 ÷ 0.8 = 90.
    "UTILIZATION, 0.9, 0.8, , 12, 13",
    "UTILIZATION, 0.8, 0.8, , 10, 11",
    "UTILIZATION, 0.4, 0.8, , 5, 6",
    "UTILIZATION, 0, 0.8, , 0, 0",
    "UTILIZATION, 9, 0.8, , 20, 20",
    // Value ÷ target: 90000 ÷ 1000 = 90 GPUs.
    "THROUGHPUT, 90000, 1000, , 12, 13",
    "THROUGHPUT, 40000, 1000, , 5, 6",
    "THROUGHPUT, 1e12, 1000, , 20, 20",
    "QUEUE_LENGTH, 240, 2, , 15, 17",
    "QUEUE_LENGTH, 161, 2, , 11, 12",
    "QUEUE_LENGTH, 160, 2, , 10, 10",
    "QUEUE_LENGTH, 81, 2, , 10, 10",
    "QUEUE_LENGTH, 80, 2, , 9, 9",
    "QUEUE_LENGTH, 0, 2, , 9, 9",
    // 80 × (1 − 1 ÷ 4) ÷ (1 − 1 ÷ 2) = 120; without a base at most twice as many.
    "LATENCY, 4, 2, 1, 15, 17",
    "LATENCY, 4, 2, , 15, 17",
    "LATENCY, 4, 2, 0, 10, 11",
    "LATENCY, 4, 2, 1.8, 20, 20",
    "LATENCY, 1e9, 2, , 20, 20",
    "LATENCY, 2, 2, , 10, 10",
    // At half of the load at the target: 1 − 1 ÷ v = ½ (1 − 1 ÷ 2).
    "LATENCY, 1.34, 2, , 10, 10",
    "LATENCY, 1.33, 2, , 9, 9",
    "LATENCY, 1.1, 2, 1, 9, 9",
    "LATENCY, 0.8, 2, 0.5, 9, 9",
    "LATENCY, 0.81, 2, 0.5, 10, 10",
    "LATENCY, 0, 2, 0, 9, 9",
    "LATENCY, 0.1, 2, 0, 10, 10"
  })
  void theLevelFollowsTheFormulaOfTheKind(
      Kind kind, double value, double target, @Nullable Double base, int nodes, int roomy) {
    double[] steady = new double[31];
    Arrays.fill(steady, value);
    Snapshots snapshots = Snapshots.training(9).serving(INFERENCE, 10).signal("s", steady);

    List<Bid> bids =
        bids(settings(new Objective(new SignalName("s"), kind, target, base)), snapshots);

    boolean burning = value > target * (kind == Kind.UTILIZATION || kind == Kind.LATENCY ? 1 : 80);
    assertThat(bids.getFirst().tier()).isEqualTo(Tier.PROTECT);
    assertThat(bids.getFirst().nodes()).isEqualTo(burning ? roomy : nodes);
    assertThat(bids).hasSize(!burning && roomy > nodes ? 2 : 1);
    assertThat(bids.getLast().nodes()).isEqualTo(roomy);
    assertThat(bids.getLast().tier()).isEqualTo(bids.size() == 1 ? Tier.PROTECT : Tier.PREPARE);
  }

  @Test
  void itSaysWhichSignalAsksForIt() {
    Snapshots snapshots = Snapshots.training(9).serving(INFERENCE, 10).signal("waiting", 240);

    Bid bid = bids(settings(objective("waiting", Kind.QUEUE_LENGTH, 2)), snapshots).getFirst();

    assertThat(bid.policy()).isEqualTo("slo");
    assertThat(bid.workloadClass()).isEqualTo(INFERENCE);
    assertThat(bid.pools()).containsExactly("p");
    assertThat(bid.reason())
        .isEqualTo(
            "waiting is 240, above 2 for each of 80 GPUs:"
                + " wants 15 nodes, 17 with head-room, holds 10");
  }

  @Test
  void aSignalThatIsOldHoldsWhatThereIsAndSaysSo() {
    Snapshots snapshots =
        Snapshots.training(9).serving(INFERENCE, 10).signal("busy", Duration.ofSeconds(121), 0, 0);

    assertThat(bids(settings(objective("busy", Kind.UTILIZATION, 0.8)), snapshots))
        .singleElement()
        .satisfies(
            bid -> {
              assertThat(bid.nodes()).isEqualTo(10);
              assertThat(bid.tier()).isEqualTo(Tier.PROTECT);
              assertThat(bid.reason())
                  .isEqualTo("holds its 10 nodes, because signal busy was last measured 121 s ago");
            });
  }

  @Test
  void aSignalThatIsNotThereHoldsWhatThereIs() {
    Snapshots none = Snapshots.training(9).serving(INFERENCE, 10);
    Snapshots never = Snapshots.training(9).serving(INFERENCE, 10).signal("busy");
    SloSettings settings = settings(objective("busy", Kind.UTILIZATION, 0.8));

    assertThat(bids(settings, none).getFirst().reason()).contains("there is no signal busy");
    assertThat(bids(settings, never).getFirst().reason()).contains("busy has not been measured");
    assertThat(bids(settings, none)).extracting(Bid::nodes).containsExactly(10);
    assertThat(bids(settings, never)).extracting(Bid::nodes).containsExactly(10);
  }

  @Test
  void oneSignalInDoubtHoldsAndAnotherOneStillAsksForMore() {
    SloSettings settings =
        settings(
            objective("lost", Kind.UTILIZATION, 0.8), objective("waiting", Kind.QUEUE_LENGTH, 2));
    Snapshots calm = Snapshots.training(9).serving(INFERENCE, 10).signal("waiting", 0);
    Snapshots burning = Snapshots.training(9).serving(INFERENCE, 10).signal("waiting", 240);

    assertThat(bids(settings, calm)).extracting(Bid::nodes).containsExactly(10);
    assertThat(bids(settings, burning)).extracting(Bid::nodes).containsExactly(17);
    assertThat(bids(settings, burning).getFirst().reason()).startsWith("waiting is 240");
  }

  @Test
  void itGivesNodesUpOnlyOnceTheWholeWindowWasSeenToBeLower() {
    double[] low = new double[31];
    double[] peak = new double[31];
    double[] shortly = new double[20];
    peak[1] = 0.8;
    SloSettings settings = settings(objective("busy", Kind.UTILIZATION, 0.8));

    assertThat(nodes(settings, serving().signal("busy", low))).isZero();
    assertThat(nodes(settings, serving().signal("busy", peak))).isEqualTo(10);
    assertThat(nodes(settings, serving().signal("busy", shortly))).isEqualTo(10);
  }

  @Test
  void aPastPeakAsksForNoMoreThanIsHeld() {
    double[] values = new double[31];
    Arrays.fill(values, 0.8);
    values[20] = 8;

    assertThat(
            nodes(
                settings(objective("busy", Kind.UTILIZATION, 0.8)),
                serving().signal("busy", values)))
        .isEqualTo(10);
  }

  @ParameterizedTest(name = "{0} at {1}, {2} of 10 nodes serve: {3} nodes")
  @CsvSource({
    "THROUGHPUT, 80000, 1000, 0, 10",
    "THROUGHPUT, 40000, 1000, 0, 6",
    "THROUGHPUT, 160000, 1000, 0, 10",
    "UTILIZATION, 0.9, 0.8, 0, 10",
    "UTILIZATION, 0.1, 0.8, 4, 10",
    "UTILIZATION, 0.4, 0.8, 6, 3"
  })
  void podsThatVanishForAMomentGiveNothingAway(
      Kind kind, double value, double target, int serving, int nodes) {
    double[] steady = new double[31];
    Arrays.fill(steady, value);
    Snapshots snapshots = holding(serving).signal("s", steady);

    assertThat(nodes(settings(objective("s", kind, target)), snapshots)).isEqualTo(nodes);
  }

  @ParameterizedTest(name = "{1} GPUs were wanted {0} minutes ago: {2} nodes")
  @CsvSource({"31, 16, 2", "30, 80, 10", "29, 16, 10"})
  void aClassThatWantedFewerForTheWholeWindowGivesThemUp(long minutes, double gpus, int nodes) {
    double[] steady = new double[31];
    Arrays.fill(steady, 0.8);
    Snapshots snapshots =
        holding(2).signal("busy", steady).demand(INFERENCE, 16, Duration.ofMinutes(minutes), gpus);

    assertThat(nodes(settings(objective("busy", Kind.UTILIZATION, 0.8)), snapshots))
        .isEqualTo(nodes);
  }

  @Test
  void itSaysThatTooFewServe() {
    assertThat(
            bids(
                    settings(objective("busy", Kind.UTILIZATION, 0.8)),
                    holding(1).signal("busy", new double[31]))
                .getFirst()
                .reason())
        .contains("within 0.8 on the 8 GPUs that serve, too few to tell: wants 10 nodes");
  }

  @Test
  void nodesOnTheirWayCountAsHeldAndNotAsServing() {
    Snapshots snapshots = serving().signal("busy", 1.2);
    for (int i = 0; i < 5; i++) {
      snapshots.shiftingNode("p", ShiftPhase.WARMING);
    }
    snapshots.gang("arrived", INFERENCE, 8, "n19");

    // 80 GPUs × 1.2 ÷ 0.8, and the tenth of it: what was asked for a moment ago, and no more.
    assertThat(nodes(settings(objective("busy", Kind.UTILIZATION, 0.8)), snapshots)).isEqualTo(17);
  }

  @ParameterizedTest(name = "a shift {0} minutes ago: {1} nodes")
  @CsvSource({"29, 10", "31, 9"})
  void whatDoesNotSayHowManyWouldDoIsGivenUpAStepAtATime(long minutes, int nodes) {
    Duration ago = Duration.ofMinutes(minutes);
    Snapshots snapshots =
        serving().signal("waiting", new double[31]).shifted(INFERENCE, TRAINING, ago);

    assertThat(nodes(settings(objective("waiting", Kind.QUEUE_LENGTH, 2)), snapshots))
        .isEqualTo(nodes);
  }

  @Test
  void aClassWithoutNodesGetsSomeOnceAnybodyWaits() {
    SloSettings settings = settings(objective("waiting", Kind.QUEUE_LENGTH, 2));

    assertThat(nodes(settings, Snapshots.training(9).signal("waiting", 1))).isEqualTo(1);
    assertThat(nodes(settings, Snapshots.training(9).signal("waiting", 1e6))).isEqualTo(2);
    assertThat(nodes(settings, Snapshots.training(9).signal("waiting", 0))).isZero();
  }

  @Test
  void badSettingsAreRefusedByTheirKey() {
    Objective busy = objective("busy", Kind.UTILIZATION, 1);
    assertRefused("target", () -> objective("s", Kind.LATENCY, 0));
    assertRefused("target", () -> objective("s", Kind.LATENCY, Double.NaN));
    assertRefused("base", () -> new Objective(new SignalName("s"), Kind.LATENCY, 2, 2.0));
    assertRefused("base", () -> new Objective(new SignalName("s"), Kind.THROUGHPUT, 2, 1.0));
    assertRefused("objectives", () -> new ClassObjectives(List.of(), null));
    assertRefused("classes.training", () -> settings(TRAINING, HALF_HOUR, 0.1, 0.3, 2, busy));
    assertRefused(
        "stabilization", () -> settings(INFERENCE, Duration.ofHours(2), 0.1, 0.3, 2, busy));
    assertRefused("headroom", () -> settings(INFERENCE, HALF_HOUR, -1, 0.3, 2, busy));
    assertRefused("maxHeadroom", () -> settings(INFERENCE, HALF_HOUR, 0.5, 0.3, 2, busy));
    assertRefused("growth", () -> settings(INFERENCE, HALF_HOUR, 0.1, 0.3, 0.5, busy));
  }

  private static void assertRefused(
      String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable made) {
    assertThatThrownBy(made)
        .asInstanceOf(type(SettingException.class))
        .extracting(SettingException::key)
        .isEqualTo(key);
  }

  static Snapshots serving() {
    return Snapshots.training(9).serving(INFERENCE, 10);
  }

  /** Ten nodes, of which so many serve. */
  private static Snapshots holding(int serving) {
    Snapshots snapshots = Snapshots.training(9).serving(INFERENCE, serving);
    for (int i = serving; i < 10; i++) {
      snapshots.node("p", INFERENCE);
    }
    return snapshots;
  }

  static Objective objective(String signal, Kind kind, double target) {
    return new Objective(new SignalName(signal), kind, target, null);
  }

  private static SloSettings settings(Objective... objectives) {
    return settings(INFERENCE, HALF_HOUR, 0.1, 0.3, 2, objectives);
  }

  static SloSettings settings(
      WorkloadClass of,
      Duration stabilization,
      double headroom,
      double maxHeadroom,
      double growth,
      Objective... objectives) {
    var classes = new TreeMap<WorkloadClass, ClassObjectives>();
    classes.put(of, new ClassObjectives(List.of(objectives), null));
    return new SloSettings(classes, stabilization, headroom, maxHeadroom, growth);
  }

  private static int nodes(SloSettings settings, Snapshots snapshots) {
    return bids(settings, snapshots).getFirst().nodes();
  }

  static List<Bid> bids(SloSettings settings, Snapshots snapshots) {
    return new ServiceObjectives().create(settings).bid(snapshots.build());
  }
}
