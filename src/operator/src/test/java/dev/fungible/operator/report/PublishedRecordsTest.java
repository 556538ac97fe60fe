package dev.fungible.operator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedRecordsTest {

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final List<ObjectNode> written = new ArrayList<>();
  private final PublishedRecords published = goingOnAfter();

  @Test
  void theLatestAndTheDeedsBeforeItAreKeptOldestFirst() {
    published.accept(record(1, false, ""));
    published.accept(record(2, true, ""));
    published.accept(record(3, false, ""));
    published.accept(record(4, false, ""));
    cycle(0);

    assertThat(last()).extracting(DecisionRecord::cycle).containsExactly(2L, 4L);
  }

  @Test
  void isWrittenAtMostEveryThirtySecondsAndThenTellsTheLatest() {
    published.accept(record(1, true, ""));
    cycle(0);
    published.accept(record(2, true, ""));
    cycle(10);
    cycle(29);
    assertThat(written).hasSize(1);

    cycle(30);
    cycle(60);

    assertThat(written).hasSize(2);
    assertThat(last()).extracting(DecisionRecord::cycle).containsExactly(1L, 2L);
  }

  @Test
  void whatWaitsIsPublishedAtTheEnd() {
    published.accept(record(1, true, ""));
    cycle(0);
    published.accept(record(2, true, ""));
    cycle(1);

    published.flush();
    published.flush();

    assertThat(written).hasSize(2);
    assertThat(last()).extracting(DecisionRecord::cycle).containsExactly(1L, 2L);
  }

  @Test
  void aMapHoldsAsManyAsFit() {
    for (int i = 1; i <= 2_000; i++) {
      published.accept(record(i, true, "because ".repeat(20)));
    }
    cycle(0);

    String text = written.getLast().at("/data/records").asText();
    assertThat(text.getBytes(UTF_8)).hasSizeBetween(100 << 10, 128 << 10);
    assertThat(last().getLast().cycle()).isEqualTo(2_000);
  }

  @Test
  void nothingIsWrittenOverBeforeItIsKnown() {
    PublishedRecords early = new PublishedRecords(written::add);
    early.accept(record(1, true, ""));
    cycle(early, 0);
    early.flush();

    assertThat(written).isEmpty();
    assertThat(early.isRestored()).isFalse();
  }

  @Test
  void aNewLeaderGoesOnWithWhatIsThere() {
    PublishedRecords next = goingOnAfter(record(7, true, ""), record(8, false, ""));
    cycle(next, 0);
    assertThat(written).isEmpty();

    next.accept(record(1, false, ""));
    cycle(next, 1);

    assertThat(last()).extracting(DecisionRecord::cycle).containsExactly(7L, 1L);
  }

  @Test
  void severalDocumentsAreNeverTakenForOne() {
    String one = String.join("\n", DecisionLines.write(record(1, true, "")));
    ObjectNode there = content(one);
    ObjectNode aim = content(one + "\n" + one);

    assertThat(StatusDifference.between(there, aim)).isEqualTo(aim);
  }

  private static ObjectNode content(String text) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.putObject("data").put(PublishedRecords.KEY, text);
    return content;
  }

  private List<DecisionRecord> last() {
    return DecisionLines.read("map", written.getLast().at("/data/records").asText());
  }

  private PublishedRecords goingOnAfter(DecisionRecord... there) {
    PublishedRecords next = new PublishedRecords(written::add);
    next.restore(List.of(there));
    return next;
  }

  private void cycle(int second) {
    cycle(published, second);
  }

  private static void cycle(PublishedRecords published, int second) {
    Decision decision =
        new Decision(
            List.of(),
            List.of(),
            new Allocation(List.of(), List.of()),
            new Plan(List.of(), List.of(), List.of()));
    ClusterSnapshot snapshot = ClusterSnapshot.at(START.plusSeconds(second)).build();
    published.onCycle(new CycleReport(snapshot, decision, List.of(), List.of()));
  }

  private static DecisionRecord record(long cycle, boolean deed, String reason) {
    Instant time = START.plusSeconds(cycle);
    return deed
        ? PublishableRecords.recall(time, cycle, reason)
        : PublishableRecords.idle(time, cycle);
  }
}
