package dev.fungible.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.Usage;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

  private static final WorkloadClass INFERENCE = WorkloadClass.INFERENCE;
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private final UsageMeter meter = new UsageMeter();

  @Test
  void anHourHasTheMeanOfWhatWasSeenInIt() {
    meter.observe(wanting(64, 0));
    meter.observe(wanting(16, 15));
    meter.observe(wanting(40, 60));
    assertThat(text(75)).isEqualTo("12:00 28.0, 13:00 40.0");
  }

  @Test
  void whatIsSeenHoldsOverTheEndOfAnHour() {
    meter.observe(wanting(40, 30));
    assertThat(text(75)).isEqualTo("12:00 40.0, 13:00 40.0");
  }

  @Test
  void whatIsHeldAndNotWantedDoesNotCountNorWhatIsWantedAndNotHeld() {
    meter.observe(wanting(24, 0));
    assertThat(text(1)).isEqualTo("12:00 24.0");
    meter.observe(wanting(4000, 60));
    assertThat(text(61)).isEqualTo("12:00 24.0, 13:00 80.0");
  }

  @Test
  void aLongTimeWithoutALookIsNotKnown() {
    meter.observe(wanting(40, 0));
    meter.observe(wanting(40, 30));
    meter.observe(wanting(40, 300));
    assertThat(text(310)).isEqualTo("12:00 40.0, 17:00 40.0");
  }

  @Test
  void aClockThatGoesBackLosesNothing() {
    meter.observe(wanting(40, 0));
    meter.observe(wanting(40, 30));
    meter.observe(wanting(16, 10));
    assertThat(text(30)).isEqualTo("12:00 40.0");
    assertThat(text(60)).isEqualTo("12:00 28.0");
  }

  @Test
  void itIsBounded() {
    for (int minute = 0; minute < 60 * 24 * 30; minute += 60) {
      meter.observe(wanting(40, minute));
    }
    assertThat(meter.all(after(60 * 24 * 30)).values())
        .allSatisfy(past -> assertThat(past.size()).isEqualTo(Usage.MOST_SAMPLES));
    assertThat(meter.all(after(60 * 24 * 60))).isEmpty();
  }

  @Test
  void aSuccessorGoesOnWhereItWasLeft() {
    meter.observe(wanting(64, 0));
    meter.observe(wanting(16, 45));
    UsageMeter successor = new UsageMeter();
    meter.all(after(90)).forEach((name, past) -> successor.restore(name, past, after(90)));
    for (UsageMeter each : List.of(meter, successor)) {
      each.observe(wanting(40, 90));
    }
    List<Usage> one = meter.usage(List.of(INFERENCE), after(120));
    List<Usage> other = successor.usage(List.of(INFERENCE), after(120));
    assertThat(text(other)).isEqualTo(text(one)).isEqualTo("12:00 52.0, 13:00 28.0");
  }

  @Test
  void whatIsKnownIsNotReplacedByWhatIsRestored() {
    meter.observe(wanting(40, 60));
    TimeSeries past = TimeSeries.EMPTY.plus(START, 8, 9).plus(after(60), 9, 9);
    assertThat(text(90)).isEqualTo("13:00 40.0");
    meter.restore("inference", past, after(90));
    assertThat(text(150)).isEqualTo("12:00 8.0, 13:00 40.0, 14:00 40.0");
  }

  @Test
  void onlyClassesThatAreAskedForAreGiven() {
    meter.observe(wanting(40, 0));
    assertThat(meter.usage(List.of(WorkloadClass.RANKING), after(30)))
        .extracting(Usage::workloadClass)
        .containsExactly(WorkloadClass.RANKING);
  }

  @Test
  void useCountsHalfAfterAHalfLife() {
    TimeSeries day = TimeSeries.EMPTY.plus(START, 10, 9);
    Usage usage = new Usage(INFERENCE, day);
    Instant middle = START.plus(Duration.ofMinutes(30));
    Duration week = Duration.ofDays(7);
    assertThat(usage.decayed(week, middle.plus(week)).value()).isEqualTo(5);
    assertThat(usage.decayed(Duration.ofDays(1), middle.plus(week)).value()).isEqualTo(10 / 128.0);
    assertThat(usage.decayed(week, START).value()).isZero();
    assertThat(usage.decayed(week, START.minusSeconds(1)).value()).isZero();
    assertThat(usage.decayed(week, START.plus(Duration.ofDays(15))).value()).isZero();
  }

  private String text(long minutes) {
    return text(meter.usage(List.of(INFERENCE), after(minutes)));
  }

  private static String text(List<Usage> usage) {
    List<String> result = new ArrayList<>();
    for (Usage each : usage) {
      for (int i = 0; i < each.gpus().size(); i++) {
        result.add(
            each.gpus().timeOf(i).toString().substring(11, 16) + " " + each.gpus().valueOf(i));
      }
    }
    return String.join(", ", result);
  }

  /** Ten nodes of inference, and what it wants at that minute. */
  private static ClusterSnapshot wanting(double gpus, long minute) {
    List<GpuNode> nodes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      nodes.add(GpuNode.assigned("n" + i, "p", "", INFERENCE, START, NodeCondition.IDLE));
    }
    Demand demand = new Demand(INFERENCE, List.of("p"), new Gpus(gpus), TimeSeries.EMPTY, "test");
    return ClusterSnapshot.at(after(minute))
        .pools(List.of(NodePool.uniform("p", 8, Mode.ENFORCE)))
        .nodes(nodes)
        .demands(List.of(demand))
        .build();
  }

  private static Instant after(long minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }
}
