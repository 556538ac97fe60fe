package dev.fungible.simulator.world;

import static dev.fungible.simulator.world.Worlds.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a policy can know when it decides. */
class DecisionInputTest {

  private static final double[][] DEMAND = {{1, 2, 4, 8, 16, 32}, {3, 3, 3, 3, 3, 3}};

  @Test
  void aDecisionComesEveryFiveMinutes() {
    assertThat(seen(200).keySet()).containsExactly(0L, 300L, 600L, 900L);
  }

  @Test
  void theDemandIsTheMeanOfTheLastFiveMinutesAndNothingLater() {
    TreeMap<Long, ClusterSnapshot> seen = seen(200);

    // In steps of 200 s: 200 s of 1 and 100 s of 2, then 100 s of 2 and 200 s of 4, and so on.
    assertWanted(seen.get(0L), 1);
    assertWanted(seen.get(300L), (200 * 1 + 100 * 2) / 300.0);
    assertWanted(seen.get(600L), (100 * 2 + 200 * 4) / 300.0);
    assertWanted(seen.get(900L), (200 * 8 + 100 * 16) / 300.0);
  }

  @Test
  void aStepThatBeginsNowIsNotSeenYet() {
    TreeMap<Long, ClusterSnapshot> seen = seen(300);

    assertWanted(seen.get(300L), 1);
    assertWanted(seen.get(600L), 2);
  }

  @Test
  void theHistoryHoldsEverySampleAndNoMore() {
    Demand demand = inference(seen(300).get(900L));

    assertThat(demand.history().size()).isEqualTo(4);
    assertThat(demand.history().valueOf(1)).isCloseTo(1 * 8, within(1e-9));
    assertThat(demand.history().valueOf(3)).isCloseTo(4 * 8, within(1e-9));
    assertThat(demand.history().timeOf(3)).isEqualTo(Instant.ofEpochSecond(900));
  }

  @Test
  void whatClassesMadeUseOfIsTheMeanOfEachHour() {
    Scenario scenario = Worlds.quiet(2, 90, job("a", 0, 900, 8));
    TreeMap<Long, ClusterSnapshot> seen = seen(scenario, Worlds.hold(0, 0));

    assertThat(training(seen.get(300L))).isEqualTo(8);
    assertThat(training(seen.get(1200L))).isEqualTo(8 * 900 / 1200.0);
    assertThat(training(seen.get(3600L))).isEqualTo(8 * 900 / 3600.0);
    assertThat(training(seen.get(4200L))).isZero();
  }

  private static double training(ClusterSnapshot snapshot) {
    TimeSeries gpus =
        snapshot.usage().stream()
            .filter(usage -> usage.workloadClass().equals(WorkloadClass.TRAINING))
            .findFirst()
            .orElseThrow()
            .gpus();
    return gpus.valueOf(gpus.size() - 1);
  }

  @Test
  void jobsOfThisSecondAreSeenAsWhatTheyAreByThen() {
    ClusterSnapshot at =
        seen(200, job("runs", 300, 900, 8), job("waits", 300, 900, 16), job("later", 301, 1, 1))
            .get(300L);

    assertThat(at.gangs()).singleElement().satisfies(g -> assertThat(g.name()).isEqualTo("runs"));
    assertThat(at.pending()).extracting(PendingGang::name).containsExactly("waits");
  }

  @Test
  void aJobThatEndsInThisSecondIsGone() {
    ClusterSnapshot at = seen(200, job("a", 0, 300, 8), job("b", 10, 900, 8)).get(300L);

    assertThat(at.gangs()).singleElement().satisfies(g -> assertThat(g.name()).isEqualTo("b"));
  }

  @Test
  void aRunningJobShowsItsLastCheckpoint() {
    Scenario scenario = Worlds.quiet(1, 90, job("a", 100, 9000, 8));
    TreeMap<Long, ClusterSnapshot> seen = seen(scenario, Worlds.hold(0, 0));

    assertThat(safePoint(seen.get(1800L))).isEqualTo(100);
    assertThat(safePoint(seen.get(2100L))).isEqualTo(1900);
    assertThat(safePoint(seen.get(3600L))).isEqualTo(1900);
    assertThat(safePoint(seen.get(3900L))).isEqualTo(3700);
  }

  @Test
  void aRestartingJobHasNothingUnsaved() {
    Scenario scenario = Worlds.quiet(1, 90, job("a", 0, 9000, 8));
    Worlds.Script script = Worlds.hold(0, 0).at(2400, 1, 0).at(3000, 0, 0);

    TreeMap<Long, ClusterSnapshot> seen = seen(scenario, script);

    // A training node again at 3120, on with 1800 s of progress at 3420.
    assertThat(safePoint(seen.get(3300L))).isEqualTo(3300);
    assertThat(safePoint(seen.get(3600L))).isEqualTo(3420);
    assertThat(safePoint(seen.get(5100L))).isEqualTo(3420);
  }

  private static long safePoint(ClusterSnapshot snapshot) {
    return snapshot.gang("a").orElseThrow().lastSafePoint().getEpochSecond();
  }

  private static TreeMap<Long, ClusterSnapshot> seen(int step, TrainingJob... jobs) {
    return seen(Worlds.of(2, step, DEMAND, jobs), Worlds.hold(1, 0));
  }

  private static TreeMap<Long, ClusterSnapshot> seen(Scenario scenario, Policy policy) {
    TreeMap<Long, ClusterSnapshot> seen = new TreeMap<>();
    Worlds.run(
        scenario,
        snapshot -> {
          seen.putIfAbsent(snapshot.time().getEpochSecond(), snapshot);
          return policy.bid(snapshot);
        });
    return seen;
  }

  private static Demand inference(ClusterSnapshot snapshot) {
    List<Demand> demands = snapshot.demands();
    assertThat(demands).hasSize(2);
    assertThat(demands.getFirst().workloadClass()).isEqualTo(WorkloadClass.INFERENCE);
    return demands.getFirst();
  }

  private static void assertWanted(ClusterSnapshot snapshot, double nodes) {
    assertThat(inference(snapshot).wanted().value()).isCloseTo(nodes * 8, within(1e-9));
    assertThat(snapshot.demands().get(1).wanted().value()).isCloseTo(3 * 8, within(1e-9));
  }
}
