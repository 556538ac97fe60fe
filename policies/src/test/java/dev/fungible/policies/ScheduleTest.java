package dev.fungible.policies;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fungible.policies.Schedule.DatedOverride;
import dev.fungible.policies.Schedule.ScheduleSettings;
import dev.fungible.policies.Schedule.Window;
import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  /** From 07:00 to 19:00 in Berlin, which in March is 06:00 to 18:00 UTC. */
  private static final Window DAY = window(INFERENCE, 20, "07:00", HALF_A_DAY);

  @Test
  void holdsTheNodesWhileTheWindowIsOpenAndSaysUntilWhen() {
    assertThat(bids("2026-03-02T10:30:00Z", schedule(DAY)))
        .singleElement()
        .satisfies(
            bid -> {
              assertThat(bid.policy()).isEqualTo("schedule");
              assertThat(bid.workloadClass()).isEqualTo(INFERENCE);
              assertThat(bid.pools()).containsExactly("p");
              assertThat(bid.tier()).isEqualTo(Tier.PREPARE);
              assertThat(bid.weight()).isEqualTo(1);
              assertThat(bid.nodes()).isEqualTo(20);
              assertThat(bid.dwell()).isEqualTo(Duration.ofMinutes(450));
              assertThat(bid.reason())
                  .isEqualTo("window daily at 07:00 for PT12H until 2026-03-02T19:00+01:00");
            });
    assertThat(bids("2026-03-02T17:59:59Z", schedule(DAY))).hasSize(1);
    assertThat(bids("2026-03-02T18:00:00Z", schedule(DAY))).isEmpty();
  }

  @Test
  void beginsEarlierByTheLeadTimeOfTheLikelyDonorAndTheMargin() {
    // A shift from training has taken 20 minutes, one from ranking 2; the margin is 5.
    assertThat(bids("2026-03-02T05:34:59Z", schedule(DAY))).isEmpty();
    assertThat(bids("2026-03-02T05:35:00Z", schedule(DAY)))
        .singleElement()
        .satisfies(
            bid -> {
              assertThat(bid.nodes()).isEqualTo(20);
              assertThat(bid.dwell()).as("of use, not of waiting").isEqualTo(HALF_A_DAY);
              assertThat(bid.reason())
                  .isEqualTo(
                      "window daily at 07:00 for PT12H from 2026-03-02T07:00+01:00, in PT25M");
            });
  }

  @Test
  void withoutShiftsToLearnFromTheUnlearnedLeadTimeCounts() {
    ScheduleSettings ranking = schedule(window(RANKING, 3, "07:00", HALF_A_DAY));
    assertThat(bids("2026-03-02T05:48:59Z", ranking)).isEmpty();
    assertThat(bids("2026-03-02T05:49:00Z", ranking)).hasSize(1);
  }

  @Test
  void isReadyAtTheSameTimeOfTheClockBeforeAndAfterItChanges() {
    assertThat(bids("2026-03-28T05:35:00Z", schedule(DAY))).hasSize(1);
    assertThat(bids("2026-03-29T04:34:59Z", schedule(DAY))).isEmpty();
    assertThat(bids("2026-03-29T04:35:00Z", schedule(DAY))).hasSize(1);
    assertThat(bids("2026-10-25T05:34:59Z", schedule(DAY))).isEmpty();
    assertThat(bids("2026-10-25T05:35:00Z", schedule(DAY))).hasSize(1);
  }

  @Test
  void ofWindowsThatOverlapTheHighestCountsAtEachTier() {
    Window lunch = window(INFERENCE, 30, "12:00", Duration.ofHours(1));
    Window low = window(INFERENCE, 10, "06:00", Duration.ofHours(14));
    Window promise =
        new Window(
            INFERENCE, 5, DailyAt.of("00:00"), Duration.ofDays(1), Tier.GUARANTEE, 2.0, null);
    ScheduleSettings settings = schedule(low, lunch, DAY, promise);
    assertThat(bids("2026-03-02T11:30:00Z", settings))
        .extracting(Bid::tier, Bid::nodes, Bid::weight)
        .containsExactly(tuple(Tier.GUARANTEE, 5, 2.0), tuple(Tier.PREPARE, 30, 1.0));
    assertThat(bids("2026-03-02T12:00:00Z", settings))
        .extracting(Bid::tier, Bid::nodes)
        .containsExactly(tuple(Tier.GUARANTEE, 5), tuple(Tier.PREPARE, 20));
  }

  @Test
  void aWindowMayHaveAClockOfItsOwn() {
    Window tokyo =
        new Window(
            INFERENCE, 4, DailyAt.of("09:00"), HALF_A_DAY, null, null, ZoneId.of("Asia/Tokyo"));
    assertThat(bids("2026-03-02T00:00:00Z", schedule(tokyo)))
        .singleElement()
        .satisfies(bid -> assertThat(bid.reason()).endsWith("until 2026-03-02T21:00+09:00"));
  }

  @Test
  void anOverrideStandsInForTheWindowsOfItsClass() {
    ScheduleSettings holiday =
        schedule(
            List.of(DAY, window(RANKING, 3, "07:00", HALF_A_DAY)),
            override(INFERENCE, 2, "2026-03-02T00:00", "2026-03-03T00:00"));
    List<Bid> bids = bids("2026-03-02T10:30:00Z", holiday);
    assertThat(bids)
        .extracting(Bid::workloadClass, Bid::nodes)
        .containsExactly(tuple(INFERENCE, 2), tuple(RANKING, 3));
    assertThat(bids.getFirst().reason()).isEqualTo("override until 2026-03-03T00:00+01:00");
  }

  @Test
  void anOverrideOfNothingLowersToNothingAndSaysSo() {
    ScheduleSettings holiday =
        schedule(List.of(DAY), override(INFERENCE, 0, "2026-03-02T12:00", "2026-03-02T15:00"));
    assertThat(nodes("2026-03-02T10:50:00Z", holiday)).as("before it begins").isEqualTo(20);
    assertThat(nodes("2026-03-02T11:00:00Z", holiday)).isZero();
    assertThat(nodes("2026-03-02T13:34:59Z", holiday)).isZero();
    assertThat(nodes("2026-03-02T13:35:00Z", holiday)).as("ready when it ends").isEqualTo(20);
  }

  @Test
  void theUseThatIsExpectedEndsWhereAnOverrideBeginsAndBeginsWhereOneEnds() {
    ScheduleSettings holiday =
        schedule(List.of(DAY), override(INFERENCE, 0, "2026-03-02T12:00", "2026-03-02T15:00"));
    assertThat(bids("2026-03-02T10:50:00Z", holiday).getFirst().dwell())
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(bids("2026-03-02T13:50:00Z", holiday).getFirst().dwell())
        .isEqualTo(Duration.ofHours(4));
  }

  @Test
  void aLaunchIsPreparedToo() {
    ScheduleSettings launch =
        schedule(List.of(), override(INFERENCE, 50, "2026-03-02T22:00", "2026-03-03T02:00"));
    assertThat(bids("2026-03-02T20:34:59Z", launch)).isEmpty();
    assertThat(nodes("2026-03-02T20:35:00Z", launch)).isEqualTo(50);
    assertThat(nodes("2026-03-03T00:59:59Z", launch)).isEqualTo(50);
    assertThat(bids("2026-03-03T01:00:00Z", launch)).isEmpty();
  }

  @Test
  void ofOverridesThatOverlapTheHighestCountsAndTheyLeaveNoGap() {
    ScheduleSettings settings =
        schedule(
            List.of(DAY),
            override(INFERENCE, 4, "2026-03-02T12:00", "2026-03-02T14:00"),
            override(INFERENCE, 7, "2026-03-02T13:00", "2026-03-02T18:00"),
            override(INFERENCE, 1, "2026-03-02T18:00", "2026-03-02T19:00"));
    assertThat(nodes("2026-03-02T11:30:00Z", settings)).isEqualTo(4);
    assertThat(nodes("2026-03-02T12:30:00Z", settings)).isEqualTo(7);
    assertThat(nodes("2026-03-02T14:00:00Z", settings)).isEqualTo(7);
    assertThat(nodes("2026-03-02T17:30:00Z", settings)).isEqualTo(1);
  }

  @Test
  void whatCannotBeIsRefusedWithItsKey() {
    assertThatThrownBy(() -> window(INFERENCE, -1, "07:00", HALF_A_DAY))
        .hasMessageContaining("nodes is -1");
    assertThatThrownBy(() -> window(INFERENCE, 1, "07:00", Duration.ZERO))
        .hasMessageContaining("duration is PT0S");
    assertThatThrownBy(
            () -> new Window(INFERENCE, 1, DailyAt.of("07:00"), HALF_A_DAY, null, 0.0, null))
        .hasMessageContaining("weight is 0.0");
    DatedOverride backwards = override(INFERENCE, 1, "2026-03-02T12:00", "2026-03-02T11:00");
    assertThatThrownBy(() -> schedule(List.of(), backwards))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("overrides.0.to"));
    assertThatThrownBy(() -> new ScheduleSettings(BERLIN, Duration.ofDays(2), List.of(), List.of()))
        .hasMessageContaining("margin is PT48H");
  }

  @Test
  void poolsThatDoNotSuitAreLeftOut() {
    SortedMap<WorkloadClass, Double> never = new TreeMap<>();
    never.put(INFERENCE, 0.0);
    Instant noon = Instant.parse("2026-03-02T12:00:00Z");
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(noon).pools(List.of(new NodePool("p", 8, Mode.ENFORCE, never))).build();
    assertThat(new Schedule().create(schedule(DAY)).bid(snapshot)).isEmpty();
  }

  private static int nodes(String time, ScheduleSettings settings) {
    return bids(time, settings).stream().mapToInt(Bid::nodes).sum();
  }

  /** Ten training nodes, two of ranking; inference has come from both before. */
  private static List<Bid> bids(String time, ScheduleSettings settings) {
    Instant now = Instant.parse(time);
    List<GpuNode> nodes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      WorkloadClass owner = i < 10 ? TRAINING : RANKING;
      nodes.add(GpuNode.assigned("n" + i, "p", "", owner, Instant.EPOCH, NodeCondition.IDLE));
    }
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(now)
            .pools(List.of(NodePool.uniform("p", 8, Mode.ENFORCE)))
            .nodes(nodes)
            .finishedShifts(
                List.of(
                    took("a", TRAINING, Duration.ofMinutes(20), now),
                    took("b", RANKING, Duration.ofMinutes(2), now)))
            .build();
    return new Schedule().create(settings).bid(snapshot);
  }

  private static FinishedShift took(String node, WorkloadClass from, Duration time, Instant now) {
    Instant start = now.minus(Duration.ofDays(1));
    Shift shift = Shift.planned(node, from, INFERENCE, Tier.PROTECT, null, start, "test");
    return new FinishedShift(shift.in(ShiftPhase.DONE, start.plus(time)), start.plus(time));
  }

  private static Window window(
      WorkloadClass workloadClass, int nodes, String start, Duration duration) {
    return new Window(workloadClass, nodes, DailyAt.of(start), duration, null, null, null);
  }

  private static DatedOverride override(
      WorkloadClass workloadClass, int nodes, String from, String to) {
    return new DatedOverride(
        workloadClass, nodes, Moment.parse(from), Moment.parse(to), null, null, null);
  }

  private static ScheduleSettings schedule(Window... windows) {
    return schedule(List.of(windows));
  }

  private static ScheduleSettings schedule(List<Window> windows, DatedOverride... overrides) {
    return new ScheduleSettings(BERLIN, Duration.ofMinutes(5), windows, List.of(overrides));
  }
}
