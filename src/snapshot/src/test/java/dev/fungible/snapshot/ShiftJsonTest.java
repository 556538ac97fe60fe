package dev.fungible.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.testing.RandomCluster;
import dev.fungible.scheduler.testing.RandomClusters;
import dev.fungible.scheduler.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftJsonTest {

  private static final int SEEDS = 200;
  private static final Shift SHIFT = Samples.shift("node-1", ShiftPhase.DRAINING);
  private static final FinishedShift FINISHED =
      new FinishedShift(Samples.shift("node-1", ShiftPhase.DONE), Samples.NOW.plusSeconds(300));

  @Test
  void aRecordIsOneCompactObject() {
    assertThat(ShiftJson.write(SHIFT))
        .startsWith("{\"v\":1,\"id\":\"node-1-1\",\"node\":\"node-1\",\"from\":\"training\",")
        .contains("\"phase\":\"DRAINING\",\"startedAt\":\"2026-03-02T09:00:00Z\"")
        .doesNotContain("\n", ": ");
  }

  @Test
  void recordsReadBackAsEquals() {
    int shifts = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomCluster cluster = RandomClusters.any(seed);
      for (GpuNode node : cluster.nodes()) {
        if (node.shift() != null) {
          shifts++;
          String json = ShiftJson.write(node.shift());
          assertThat(ShiftJson.read("record", json)).isEqualTo(node.shift());
        }
      }
      List<FinishedShift> sorted = new ArrayList<>(cluster.finished());
      sorted.sort(null);
      String history = ShiftJson.writeHistory(cluster.finished(), 100);
      assertThat(ShiftJson.readHistory("history", history)).isEqualTo(sorted);
    }
    assertThat(shifts).as("shifts, or nothing was tested").isGreaterThan(SEEDS);
  }

  @Test
  void aRecordOfAReleaseThatDidNotKeepTheLossIsReadWithoutOne() {
    Shift losing = SHIFT.losing(new GpuHours(1.25));
    String json = ShiftJson.write(losing);
    assertThat(json).contains(",\"loss\":1.25,");
    assertThat(ShiftJson.read("record", json)).isEqualTo(losing);
    Shift old = ShiftJson.read("record", json.replace(",\"loss\":1.25", ""));
    assertThat(old.loss()).isNull();
    assertThat(old.lostGpuHours()).isZero();
    assertThat(ShiftJson.write(old)).doesNotContain("loss");
    assertThatThrownBy(() -> ShiftJson.read("record", json.replace("1.25", "-1")))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageContaining("GPU-hours must be finite and not negative");
  }

  @Test
  void aHistoryKeepsTheLatest() {
    List<FinishedShift> three =
        List.of(
            new FinishedShift(FINISHED.shift(), Samples.NOW.plusSeconds(30)),
            new FinishedShift(FINISHED.shift(), Samples.NOW.plusSeconds(10)),
            new FinishedShift(FINISHED.shift(), Samples.NOW.plusSeconds(20)));
    assertThat(ShiftJson.readHistory("history", ShiftJson.writeHistory(three, 2)))
        .containsExactly(three.get(2), three.get(0));
    assertThat(ShiftJson.writeHistory(three, 0)).isEqualTo("[]");
    assertThat(ShiftJson.readHistory("history", "[]")).isEmpty();
  }

  @Test
  void keysOfNewerReleasesArePassedOverWhereverTheyStand() {
    String json = ShiftJson.write(SHIFT);
    String newer = json.replace("{\"v\":1,", "{\"more\":{\"v\":2,\"a\":[{}]},\"v\":1,\"x\":null,");
    assertThat(ShiftJson.read("record", newer)).isEqualTo(SHIFT);
    String history = ShiftJson.writeHistory(List.of(FINISHED, FINISHED), 2);
    assertThat(ShiftJson.readHistory("history", history.replace("\"v\"", "\"w\":[1],\"v\"")))
        .containsExactly(FINISHED, FINISHED);
  }

  @Test
  void theVersionMayComeLast() {
    String json = ShiftJson.write(SHIFT);
    String last = json.replace("\"v\":1,", "").replaceFirst("}$", ",\"v\":1}");
    assertThat(ShiftJson.read("record", last)).isEqualTo(SHIFT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":1,                  | "v":2,           | 1:6: v is 2; expected 1.
          "v":1,                  | ``               | v is missing; expected 1.
          "DRAINING"              | "DRAININ"        | phase is "DRAININ"; expected one of PENDING, CORDONED, NOTIFIED, DRAINING, VACATED, ASSIGNED, WARMING, DONE, ROLLING_BACK, ROLLED_BACK, FAILED. Maybe DRAINING?
          "DRAINING"              | 3                | phase is 3; expected a word.
          "node":"node-1",        | ``               | node is missing; expected a value.
          "node":"node-1"         | "node":null      | node is missing; expected a value.
          "from":"training"       | "from":"trainin" | from is "trainin"; expected one of training, inference, ranking or an object with name and kind. Maybe training?
          "from":"training"       | "from":"inference" | the document was refused, "A shift of node-1 from inference to itself"; expected values that go together.
          2026-03-02T09:00:00Z    | today            | startedAt is "today"; expected an instant like 2026-03-02T09:00:00Z.
          "busy"}                 | "busy"           | ends too early; expected the rest of it.
          "busy"}                 | "busy"}{         | more follows after the end; expected nothing.
          "v":1,                  | "v":1 "          | is no JSON,
          "v":1,                  | "v":1,"node":"b",| is no JSON, "Duplicate field 'node'"; expected JSON.
          """)
  void whatCannotBeReadIsRefusedWithItsPlace(String part, String instead, String message) {
    String json = ShiftJson.write(SHIFT).replace(part, instead);
    assertThatThrownBy(() -> ShiftJson.read("node-1", json))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageStartingWith("node-1:1:")
        .hasMessageContaining(message);
  }

  @Test
  void aTextThatIsNoRecordIsRefused() {
    assertThatThrownBy(() -> ShiftJson.read("node-1", ""))
        .isInstanceOf(BadSnapshot.class)
        .hasMessage("node-1: is empty or ends too early; expected the rest of it.");
    assertThatThrownBy(() -> ShiftJson.read("node-1", "[]"))
        .isInstanceOf(BadSnapshot.class)
        .hasMessage("node-1:1:1: the document is a list; expected an object.");
  }

  @Test
  void aFaultInAHistoryNamesTheItem() {
    String history = ShiftJson.writeHistory(List.of(FINISHED, FINISHED), 2);
    int second = history.lastIndexOf("{\"v\":1");
    String other = history.substring(0, second) + history.substring(second).replace("1,", "9,");
    assertThatThrownBy(() -> ShiftJson.readHistory("node-1", other))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageContaining("[1].v is 9; expected 1.");
    assertThatThrownBy(
            () -> ShiftJson.readHistory("node-1", history.replace("\"DONE\"", "\"DRAINING\"")))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageContaining("[0] was refused, \"Shift node-1-1 has not finished\"");
  }
}
