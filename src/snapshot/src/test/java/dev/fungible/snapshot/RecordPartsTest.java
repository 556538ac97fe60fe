package dev.fungible.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Disruption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordPartsTest {

  private static final Instant TIME = Instant.parse("2026-03-02T09:00:00.123456Z");

  /** What a widespread store of logs takes as one line by default. */
  private static final int LONGEST_LINE = 256 << 10;

  private static final int FLEET = 20_480;

  @Test
  void noLineIsTooLongWhenAWholeFleetMovesAndManyBidAtLength() {
    DecisionRecord huge = record(FLEET, 5_000, "ü".repeat(5_000));

    List<String> lines = DecisionLines.write(huge);

    assertThat(lines.size()).isEqualTo(FLEET / RecordParts.MOST_DEEDS);
    assertThat(lines.stream().mapToInt(line -> line.getBytes(UTF_8).length).max().orElseThrow())
        .isLessThan(LONGEST_LINE);
    List<DecisionRecord> read = DecisionLines.read("lines", String.join("\n", lines));
    assertThat(read.size()).isEqualTo(1);
    assertThat(nodes(read.getFirst()).equals(nodes(huge))).isTrue();
    assertThat(read.getFirst().victims().equals(huge.victims())).isTrue();
    assertThat(read.getFirst().omitted()).isEqualTo(2 * (5_000 - RecordParts.MOST_WISHES));
  }

  @Test
  void aRecordInPartsIsReadAsItWas() {
    DecisionRecord large = record(180, 3, "why");

    List<String> lines = DecisionLines.write(large);

    assertThat(lines).hasSize(5);
    String twice = String.join("\n", lines) + "\n\n" + String.join("\n", lines);
    assertThat(DecisionLines.read("lines", twice)).containsExactly(large, large);
  }

  private static List<String> nodes(DecisionRecord decision) {
    return decision.moves().stream().map(DecisionRecord.Moved::node).toList();
  }

  private static DecisionRecord record(int moves, int wishes, String reason) {
    return new DecisionRecord(
        TIME,
        Origin.OPERATOR,
        "fungible-scheduler-6d4cf56db6-abcde_0f1e2d3c",
        1_234_567,
        1,
        1,
        "7f".repeat(32),
        "123456789",
        IntStream.range(0, wishes)
            .mapToObj(
                i ->
                    new DecisionRecord.Asked(
                        "policy-" + i,
                        "inference",
                        List.of("h100-a", "h100-b", "h200-a", "a100-a"),
                        Tier.PROTECT,
                        1.5,
                        i,
                        Duration.ofHours(2),
                        reason))
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        IntStream.range(0, moves).mapToObj(i -> moved(i, reason)).toList(),
        IntStream.range(0, moves * 8)
            .mapToObj(
                i ->
                    new DecisionRecord.Victim(
                        gang(i), "training", Disruption.PREEMPT, 1, 1, 1, 1 / 3.0, TIME))
            .toList(),
        List.of(),
        IntStream.range(0, wishes)
            .mapToObj(
                i ->
                    new DecisionRecord.Rejected(
                        "h100-" + i, "inference", Tier.PROTECT, i, "cooldown", reason))
            .toList(),
        IntStream.range(0, moves)
            .mapToObj(
                i ->
                    new DecisionRecord.Ended(
                        node(i) + "-1772442000000",
                        node(i),
                        "training",
                        "inference",
                        ShiftPhase.DONE,
                        TIME,
                        TIME,
                        1 / 3.0,
                        reason))
            .toList(),
        0);
  }

  private static DecisionRecord.Moved moved(int i, String reason) {
    DecisionRecord.Spared spared =
        new DecisionRecord.Spared(node(i + 1), "training", Disruption.PREEMPT, 2 / 3.0);
    return new DecisionRecord.Moved(
        node(i),
        "h100-a",
        "training",
        "inference",
        Tier.PROTECT,
        "training",
        Disruption.PREEMPT,
        IntStream.range(8 * i, 8 * i + 8).mapToObj(RecordPartsTest::gang).toList(),
        8 / 3.0,
        List.of("forecast", "slo"),
        Duration.ofHours(2),
        reason,
        List.of(spared, spared, spared),
        node(i) + "-1772442000000");
  }

  private static String node(int i) {
    return "gke-prod-europe-west4-h100-pool-a-3f2b1c9d-" + i;
  }

  private static String gang(int i) {
    return "research-large-models/trainingjob/pretrain-70b-continued-" + i;
  }
}
