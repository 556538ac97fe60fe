package dev.fungible.snapshot.explain;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.scheduler.plan.Grant;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.plan.Shortfall;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import dev.fungible.snapshot.Cycles;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.DecisionRecords;
import dev.fungible.snapshot.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One gang of two nodes is preempted for one of them; a second node is refused. */
class StoriesTest {

  private static final Instant NOW = Samples.NOW;
  private static final int WIDTH = 400;
  private static final Bid BID =
      new Bid(
          "forecast",
          INFERENCE,
          List.of("h100"),
          Tier.PROTECT,
          1,
          3,
          Duration.ofHours(2),
          "3 nodes within PT11M");
  private static final Bid QUEUE =
      new Bid(
          "queue",
          TRAINING,
          List.of("h100"),
          Tier.ELASTIC,
          1,
          4,
          Duration.ofHours(1),
          "1 gang waits");
  private static final Shift SHIFT =
      Shift.planned("n1", TRAINING, INFERENCE, Tier.PROTECT, TRAINING, NOW, BID.reason());

  @Test
  void aNodeInRecordsTellsItsLastMoveItsPriceAndWhatStandsAgainstMore() {
    String text = NodeStory.of(new Known(records(), null), "n1", WIDTH);

    assertThat(text)
        .isEqualTo(
            """
            n1 of pool h100 was last given to inference

            Last move    2026-03-02T09:00:00Z from training to inference (forecast, PROTECT): 3 nodes within PT11M
            Price        preempted team/job/train; an estimated 16.00 GPU-hours lost
            Ended        DONE at 2026-03-02T09:05:00Z
            Wanted next  - inference should have 3 nodes of h100 and has 1 (PROTECT 3 by forecast)
            Against it   - 1 nodes for inference at PROTECT not moved: cooldown, n2 rests
            By           the decision of 2026-03-02T09:06:00Z by replica-1
            """);
  }

  @Test
  void aNodeThatWentBackIsNotSaidToBeGivenAway() {
    List<DecisionRecord> records = List.of(preempting(), ending(ShiftPhase.ROLLED_BACK));

    assertThat(NodeStory.of(new Known(records, null), "n1", WIDTH))
        .startsWith(
            "n1 of pool h100 was last given to training, to which it went back at"
                + " 2026-03-02T09:05:00Z\n")
        .contains("ROLLED_BACK at 2026-03-02T09:05:00Z: not wanted any more");
  }

  @Test
  void aNodeInAClusterTellsWhoHoldsItSinceWhenAndWhatRunsOnIt() {
    String text = NodeStory.of(new Known(records(), now()), "n2", WIDTH);

    assertThat(text)
        .startsWith("n2 of pool h100 is held by training since 2026-03-01T09:00:00Z\n")
        .contains("Runs         - team/job/other on 1 nodes, 8 GPUs in all")
        .contains("Last move    none is known")
        .contains("Against it   - 1 nodes for inference at PROTECT not moved: cooldown");
  }

  @Test
  void aClassTellsWhoBidsWhatAndWhyItGotNoMore() {
    String text = ClassStory.of(new Known(records(), null), "inference", WIDTH);

    assertThat(text)
        .isEqualTo(
            """
            inference holds 1 node: 1 of h100

            By pool      - h100: had 1, granted 3 (PROTECT 3 by forecast)
            Bids         - forecast bids 3 nodes for inference at PROTECT: 3 nodes within PT11M
            Why no more  - of h100, 1 nodes for inference at PROTECT not moved: cooldown, n2 rests
            The rest     - h100: training has 3, granted 1 (ELASTIC 1 by queue)
            By           the decision of 2026-03-02T09:06:00Z by replica-1
            Last moves   - 2026-03-02T09:00:00Z n1 from training to inference, 16.00 GPU-hours lost: 3 nodes within PT11M
            """);
    assertThat(ClassStory.of(new Known(records(), null), "training", WIDTH))
        .contains("Why no more  - 3 of 4 nodes for training at ELASTIC not granted: capacity");
  }

  @Test
  void aPreemptedGangTellsByWhomWhatWasLostAndWhatItWaitsFor() {
    String text = GangStory.of(new Known(records(), now()), "train", WIDTH);

    assertThat(text)
        .isEqualTo(
            """
            team/job/train waits for 16 GPUs of training since 2026-03-02T09:01:00Z

            Last taken   preempted at 2026-03-02T09:00:00Z for inference (forecast, PROTECT): 3 nodes within PT11M; it left n1
            Lost         an estimated 16.00 GPU-hours lost, its work was last safe at 2026-03-02T08:00:00Z
            Comes back   It may come back when training holds 1 more node, or when as many of its own become free; inference expects to use them for PT2H.
            Its class    - h100: had 3, granted 1 (ELASTIC 1 by queue)
            Asked for    - queue bids 4 nodes for training at ELASTIC: 1 gang waits
            Why no more  - 3 of 4 nodes for training at ELASTIC not granted: capacity
            By           the decision of 2026-03-02T09:06:00Z by replica-1
            """);
  }

  @Test
  void aGangOfWhichOnlyAPartRunsStillWaits() {
    ClusterSnapshot partly =
        ClusterSnapshot.at(NOW.plusSeconds(360))
            .pools(List.of(Samples.pool("h100")))
            .nodes(after().nodesOf("h100"))
            .gangs(List.of(Samples.gang("team/job/train", "n3")))
            .pending(
                List.of(new PendingGang("team/job/train", TRAINING, 8, 0, NOW.plusSeconds(60))))
            .build();

    assertThat(GangStory.of(new Known(records(), partly), "train", WIDTH))
        .startsWith(
            "team/job/train waits for 8 GPUs of training since 2026-03-02T09:01:00Z; a part of it"
                + " runs on n3\n")
        .contains("Comes back   It may come back when training holds 1 more node")
        .contains("Why no more  - 3 of 4 nodes");
  }

  @Test
  void aGangThatTurnsOutToBeGoneIsKnownFromRecords() {
    assertThat(GangStory.of(new Known(records(), null), "train", WIDTH))
        .startsWith("team/job/train was preempted at 2026-03-02T09:00:00Z\n");
    assertThat(GangStory.of(new Known(records(), after()), "train", WIDTH))
        .startsWith("team/job/train has no pods in the cluster now\n");
  }

  @Test
  void aRunningGangTellsWhereAndWhatAStopWouldCost() {
    assertThat(GangStory.of(new Known(List.of(), now()), "team/job/other", WIDTH))
        .isEqualTo(
            """
            team/job/other works for training on 8 GPUs since 2026-03-01T09:00:00Z: n2

            At stake     8.80 GPU-hours if it were stopped now; its work was last safe at 2026-03-02T08:00:00Z
            """);
  }

  @Test
  void withoutRecordsItIsSaidThatNothingIsKnown() {
    Known known = new Known(List.of(), now());
    assertThat(NodeStory.of(known, "n3", WIDTH)).contains("not known: no decision is recorded");
    assertThat(ClassStory.of(known, "inference", WIDTH))
        .contains("not known: no decision is recorded");
  }

  @Test
  void unknownNamesAreRefusedWithAGuess() {
    Known known = new Known(records(), now());
    assertThatThrownBy(() -> NodeStory.of(known, "n11", WIDTH))
        .isInstanceOf(UnknownName.class)
        .hasMessage("node \"n11\" is not known; expected one of n0, n1, n2, n3. Maybe n1?");
    assertThatThrownBy(() -> ClassStory.of(known, "infrence", WIDTH))
        .hasMessageContaining("class \"infrence\" is not known")
        .hasMessageEndingWith("Maybe inference?");
    assertThatThrownBy(() -> GangStory.of(known, "team/job/trian", WIDTH))
        .hasMessageEndingWith("Maybe team/job/train?");
    assertThatThrownBy(() -> NodeStory.of(new Known(List.of(), null), "n1", WIDTH))
        .hasMessage("node \"n1\" is not known; none is known yet.");
  }

  /** Written and read, as they would be. */
  private static List<DecisionRecord> records() {
    List<String> lines =
        Stream.of(preempting(), ending(ShiftPhase.DONE))
            .flatMap(decision -> DecisionLines.write(decision).stream())
            .toList();
    return DecisionLines.read("records", String.join("\n", lines));
  }

  private static DecisionRecord preempting() {
    Move move =
        new Move(
            "n1",
            "h100",
            TRAINING,
            INFERENCE,
            Tier.PROTECT,
            TRAINING,
            Disruption.PREEMPT,
            List.of("team/job/train"),
            new GpuHours(16),
            BID.reason(),
            List.of());
    ClusterSnapshot before =
        ClusterSnapshot.at(NOW)
            .pools(List.of(Samples.pool("h100")))
            .nodes(Samples.nodes("n", "h100", TRAINING, 4))
            .gangs(List.of(Samples.gang("team/job/train", "n1", "n3")))
            .build();
    CycleReport report = Cycles.of(before, decision(List.of(move), List.of()), List.of());
    return DecisionRecords.of(
        report, new Origin("operator", "replica-1", null, null), 7, List.of(), List.of());
  }

  private static DecisionRecord ending(ShiftPhase phase) {
    Shift ended =
        phase == ShiftPhase.DONE
            ? SHIFT.in(ShiftPhase.WARMING, NOW).in(phase, NOW.plusSeconds(300))
            : SHIFT
                .rollingBack(NOW.plusSeconds(60), "not wanted any more")
                .in(phase, NOW.plusSeconds(300));
    Rejection rejection = new Rejection("h100", INFERENCE, Tier.PROTECT, 1, "cooldown", "n2 rests");
    CycleReport report = Cycles.of(after(), decision(List.of(), List.of(rejection)), List.of());
    return DecisionRecords.of(
        report, new Origin("operator", "replica-1", null, null), 9, List.of(), List.of(ended));
  }

  private static Decision decision(List<Move> moves, List<Rejection> rejections) {
    return new Decision(
        List.of(BID, QUEUE),
        List.of(),
        new Allocation(
            List.of(
                new Grant("h100", INFERENCE, Tier.PROTECT, 3, List.of(BID)),
                new Grant("h100", TRAINING, Tier.ELASTIC, 1, List.of(QUEUE))),
            List.of(new Shortfall(TRAINING, Tier.ELASTIC, 4, 3, "capacity"))),
        new Plan(moves, List.of(), rejections));
  }

  private static ClusterSnapshot after() {
    return ClusterSnapshot.at(NOW.plusSeconds(360))
        .pools(List.of(Samples.pool("h100")))
        .nodes(
            List.of(
                Samples.node("n0", "h100", TRAINING),
                Samples.node("n1", "h100", INFERENCE),
                Samples.node("n2", "h100", TRAINING),
                Samples.node("n3", "h100", TRAINING)))
        .build();
  }

  private static ClusterSnapshot now() {
    Gang other = Samples.gang("team/job/other", "n2");
    return ClusterSnapshot.at(NOW.plusSeconds(360))
        .pools(List.of(Samples.pool("h100")))
        .nodes(after().nodesOf("h100"))
        .gangs(List.of(other))
        .pending(List.of(new PendingGang("team/job/train", TRAINING, 16, 0, NOW.plusSeconds(60))))
        .build();
  }
}
