package dev.fungible.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.SimulationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovesReportTest {

  private static final MoveRecord ODD =
      new MoveRecord(
          3,
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
          List.of("a bid"),
          List.of("an allocation"),
          List.of("2 nodes refused: cooldown"));

  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    SimulationResult sample = SampleResult.of(7);
    Path file = folder.resolve("moves.jsonl");
    MovesReport.write(sample, file);
    var expected =
        sample.rows().stream()
            .flatMap(row -> row.moves().stream().map(move -> new PolicyMove(row.policy(), move)))
            .toList();
    assertThat(MovesReport.read(file)).isEqualTo(expected);
    assertThat(Files.readAllLines(file)).hasSize(expected.size());
  }

  @Test
  void keepsOddTextsAndEveryDigit() throws IOException {
    assertThat(MovesReport.read(fileOf(ODD)))
        .singleElement()
        .isEqualTo(new PolicyMove("default", ODD));
  }

  @Test
  void refusesALineWithFileLineValueAndExpectation() throws IOException {
    Path file = fileOf(ODD);
    String line = Files.readString(file);
    Files.writeString(file, line + "\n" + line.replace("\"number\":3", "\"number\":\"three\""));
    assertThatThrownBy(() -> MovesReport.read(file))
        .isInstanceOf(BadMoves.class)
        .hasMessageStartingWith(file + ":3: number is \"three\"; expected a whole number");
    Files.writeString(file, "{\"policy\":");
    assertThatThrownBy(() -> MovesReport.read(file)).hasMessageStartingWith(file + ":1: ");
  }

  @Test
  void explainsAMoveWithAllThatStoodBehindIt() {
    String text = ExplainText.render(new PolicyMove("default", ODD), 60, false);
    assertThat(text)
        .startsWith(
            "Move 3 of default, day 8 23:59:59: node \"7\"? goes from training to inference")
        .contains("shrinks gang/a, gang b; 0.33 GPU-h lost")
        .contains("Bids       - a bid", "Allocation - an allocation")
        .contains("Instead of no other node came into question")
        .contains("Refused    - 2 nodes refused: cooldown");
  }

  private Path fileOf(MoveRecord move) throws IOException {
    SimulationResult sample = SampleResult.of(7);
    var row = SampleResult.moving(sample.rows().get(1), "default", List.of(move));
    Path file = folder.resolve("odd.jsonl");
    MovesReport.write(SampleResult.with(sample, sample.oracle(), List.of(row)), file);
    return file;
  }
}
