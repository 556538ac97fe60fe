package dev.fungible.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.run.Comparison;
import dev.fungible.simulator.run.Lineup;
import dev.fungible.simulator.synthetic.SampleScenario;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.snapshot.BadSnapshot;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsReportTest {

  @TempDir Path folder;

  @Test
  void whatIsReadAgainTellsTheSameMovesAsTheRun() throws IOException {
    SampleScenario sample = SampleScenario.create();
    Scenario scenario =
        Scenario.of("sample", sample.demand(), sample.jobs().jobs(), 64, QueueOrder.FIFO);
    var result =
        Comparison.run(
            scenario,
            List.of(Lineup.baseline("lyra", scenario), Lineup.baseline("yesterday", scenario)),
            share -> {});
    Path file = folder.resolve("records.jsonl");

    RecordsReport.write(result, file);

    List<PolicyMove> expected =
        result.rows().stream()
            .flatMap(row -> row.moves().stream().map(move -> new PolicyMove(row.policy(), move)))
            .toList();
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(RecordsReport.moves(DecisionLines.read(file))).isEqualTo(expected);
    for (RunResult row : result.rows()) {
      assertThat(row.records().stream().mapToInt(record -> record.started().size()).sum())
          .isEqualTo(row.moves().size());
      assertThat(row.records().stream().mapToInt(record -> record.ended().size()).sum())
          .as("shifts end in the records")
          .isGreaterThan(row.moves().size() / 2);
    }
  }

  @Test
  void keepsOddTextsAndEveryDigit() throws IOException {
    Path file = folder.resolve("odd.jsonl");
    Files.writeString(file, String.join("\n\n", DecisionLines.write(odd())) + "\n");

    List<DecisionRecord> read = DecisionLines.read(file);

    assertThat(read).containsExactly(odd());
    assertThat(RecordsReport.moves(read)).extracting(PolicyMove::move).first().isEqualTo(ODD);
  }

  @Test
  void refusesALineWithFileLineValueAndExpectation() throws IOException {
    Path file = folder.resolve("odd.jsonl");
    String line = DecisionLines.write(odd()).getFirst();
    Files.writeString(file, line + "\n\n" + line.replace("\"cycle\":7", "\"cycle\":\"seven\""));
    assertThatThrownBy(() -> DecisionLines.read(file))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageStartingWith(file + ":3:")
        .hasMessageContaining("cycle is \"seven\"; expected a whole number");
    Files.writeString(file, "{\"policy\":");
    assertThatThrownBy(() -> DecisionLines.read(file)).hasMessageStartingWith(file + ":1:");
    Files.writeString(file, "{\"policy\":\"lyra\",\"number\":1}");
    assertThatThrownBy(() -> DecisionLines.read(file))
        .hasMessageContaining("schema is missing; expected fungible.dev/decision/v1alpha1");
  }

  @Test
  void explainsAMoveWithAllThatStoodBehindIt() {
    String text = ExplainText.render(new PolicyMove("default", ODD), 100, false);
    assertThat(text)
        .startsWith(
            "Move 1 of default, day 8 23:59:59: node \"7\"? goes from training to inference")
        .contains("shrinks gang/a, gang b; 0.33 GPU-h lost")
        .contains("Bids       - a bids 2 nodes", "Allocation - PROTECT inference: 2 of p")
        .contains("Instead of no other node came into question")
        .contains("Refused    - 2 nodes for inference at PROTECT not moved: cooldown");
  }

  @Test
  void aMoveOfARealClusterHasItsDate() {
    Instant at = Instant.parse("2026-03-02T09:00:00.123Z");
    assertThat(ExplainText.moment(Duration.between(Instant.EPOCH, at)))
        .isEqualTo("2026-03-02T09:00:00Z");
  }

  private static final MoveRecord ODD =
      new MoveRecord(
          1,
          Duration.ofSeconds(691_199, 999_999_999),
          "node \"7\"\n",
          "training",
          "inference",
          "PROTECT",
          "SHRINK",
          List.of("gang/a", "gang b"),
          1 / 3.0,
          "ünlike\u2028 others",
          List.of(),
          List.of("a bids 2 nodes for inference at PROTECT: why"),
          List.of("PROTECT inference: 2 of p"),
          List.of("2 nodes for inference at PROTECT not moved: cooldown, rests"));

  private static DecisionRecord odd() {
    Duration dwell = Duration.ofMinutes(90);
    return new DecisionRecord(
        Instant.EPOCH.plus(ODD.at()),
        "default",
        null,
        7,
        1,
        1,
        null,
        null,
        List.of(
            new DecisionRecord.Asked(
                "a", "inference", List.of("p"), Tier.PROTECT, 1, 2, dwell, "why")),
        List.of(),
        List.of(
            new DecisionRecord.Held(
                "p",
                "inference",
                0,
                2,
                1,
                List.of(new DecisionRecord.Share(Tier.PROTECT, 2, List.of("a"))))),
        List.of(),
        List.of(
            new DecisionRecord.Moved(
                ODD.node(),
                "p",
                "training",
                "inference",
                Tier.PROTECT,
                "training",
                Disruption.SHRINK,
                ODD.gangs(),
                ODD.lostGpuHours(),
                List.of("a"),
                dwell,
                ODD.reason(),
                List.of(),
                "shift-1")),
        List.of(),
        List.of(),
        List.of(
            new DecisionRecord.Rejected("p", "inference", Tier.PROTECT, 2, "cooldown", "rests")),
        List.of(),
        0);
  }
}
