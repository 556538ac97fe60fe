package dev.fungible.simulator.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fungible.simulator.trace.DemandFile;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.IfExists;
import dev.fungible.simulator.trace.JobFile;
import dev.fungible.simulator.trace.TrainingJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticWorldTest {

  /** Large enough that no job is capped, and that heavy tails average out. */
  private static final SyntheticWorld UNCAPPED =
      new SyntheticWorld(WorldSettings.of(11).onNodes(2048, 8));

  @TempDir Path folder;

  @Test
  void theSameSeedGivesTheSameBytes() {
    write(new SyntheticWorld(WorldSettings.of(42)), "a");
    write(new SyntheticWorld(WorldSettings.of(42)), "b");

    assertThat(folder.resolve("a-demand.csv"))
        .hasSameBinaryContentAs(folder.resolve("b-demand.csv"));
    assertThat(folder.resolve("a-jobs.csv")).hasSameBinaryContentAs(folder.resolve("b-jobs.csv"));
  }

  @Test
  void filesKeepEverything() {
    SyntheticWorld world = new SyntheticWorld(WorldSettings.of(42));
    write(world, "a");

    assertThat(DemandFile.read(folder.resolve("a-demand.csv"))).isEqualTo(world.demand());
    assertThat(JobFile.read(folder.resolve("a-jobs.csv")).jobs()).isEqualTo(world.jobs().jobs());
  }

  @Test
  void anotherSeedGivesAnotherWorld() {
    SyntheticWorld one = new SyntheticWorld(WorldSettings.of(1));
    SyntheticWorld two = new SyntheticWorld(WorldSettings.of(2));

    assertThat(one.demand()).isNotEqualTo(two.demand());
    assertThat(one.jobs().jobs()).isNotEqualTo(two.jobs().jobs());
  }

  @Test
  void oneMoreClassLeavesTheOthersAsTheyAre() {
    ServingLoad inference = ServingLoad.inference(12);
    DemandTrace alone = new SyntheticWorld(WorldSettings.of(3).serving(inference)).demand();
    DemandTrace both =
        new SyntheticWorld(WorldSettings.of(3).serving(ServingLoad.ranking(9), inference)).demand();

    assertThat(both.column(both.indexOf("inference"))).isEqualTo(alone.column(0));
  }

  @Test
  void jobSizesHaveTheMeanAndMedianOfModelDevelopment() {
    assertThat(mean(TrainingJob::gpus)).isCloseTo(26.8, withinPercentage(5));
    assertThat(median(TrainingJob::gpus)).isEqualTo(1);
    assertThat(UNCAPPED.jobs().jobs()).hasSizeGreaterThan(100_000);
  }

  @Test
  void jobDurationsHaveTheirMeanAndAHeavyTail() {
    assertThat(mean(SyntheticWorldTest::seconds)).isCloseTo(1260, withinPercentage(5));
    assertThat(median(SyntheticWorldTest::seconds)).isCloseTo(170, withinPercentage(5));
    assertThat(share(job -> seconds(job) > 10 * 1260)).isBetween(0.01, 0.05);
  }

  @Test
  void jobSizesAreMostlyPowersOfTwoAndWholeNodesAboveOne() {
    assertThat(UNCAPPED.jobs().jobs()).allMatch(job -> job.gpus() <= 8 || job.gpus() % 8 == 0);
    assertThat(share(job -> Integer.bitCount(job.gpus()) == 1)).isBetween(0.9, 0.99);
    assertThat(share(job -> job.gpus() == 1)).isCloseTo(0.55, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void workIsTheShareOfWhatServingLeaves(long seed) {
    SyntheticWorld world = new SyntheticWorld(WorldSettings.of(seed));

    assertThat(world.jobs().gpuHours() / world.freeGpuHours()).isBetween(0.94, 0.95);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noJobIsLargerThanItsShareOfTheCluster(long seed) {
    List<TrainingJob> jobs = new SyntheticWorld(WorldSettings.of(seed)).jobs().jobs();

    assertThat(jobs).allMatch(job -> job.gpus() <= 64 * 8 / 4);
    assertThat(jobs).anyMatch(job -> job.gpus() >= 64);
  }

  @Test
  void jobsAreSubmittedWithinTheSpanMoreByDayThanByNight() {
    Duration span = UNCAPPED.demand().horizon();
    assertThat(UNCAPPED.jobs().jobs()).allMatch(job -> job.submit().compareTo(span) < 0);

    double day = share(job -> job.submit().toHoursPart() >= 8 && job.submit().toHoursPart() < 20);
    // (1/2 + a/π) of a day's jobs come in the 12 hours around the peak, with amplitude a = 1/2.
    assertThat(day).isCloseTo(0.5 + 0.5 / Math.PI, within(0.01));
    double weekend = share(job -> job.submit().toDays() == 5 || job.submit().toDays() == 6);
    assertThat(weekend).isCloseTo(1.0 / 7, within(0.01));
  }

  @Test
  void demandPeaksAtItsHourAndRestsAtTheOpposite() {
    DemandTrace demand = new SyntheticWorld(WorldSettings.of(5).over(Duration.ofDays(28))).demand();

    assertThat(hourly(demand, 0, 15) / hourly(demand, 0, 3)).isBetween(4.0, 8.0);
    assertThat(hourly(demand, 1, 20) / hourly(demand, 1, 8)).isBetween(2.5, 4.5);
  }

  @Test
  void weekendsHaveTheirOwnLevel() {
    DemandTrace demand = new SyntheticWorld(WorldSettings.of(5).over(Duration.ofDays(28))).demand();
    double week = 0;
    double weekend = 0;
    for (int day = 0; day < 28; day++) {
      double mean = demand.mean(0, Duration.ofDays(day), Duration.ofDays(day + 1L));
      week += day % 7 < 5 ? mean / 20 : 0;
      weekend += day % 7 < 5 ? 0 : mean / 8;
    }
    assertThat(weekend / week).isCloseTo(0.8, within(0.08));
  }

  @Test
  void aWorldWithoutTrainingHasNoJobs() {
    WorldSettings idle = WorldSettings.of(1).training(JobLoad.llmEra(0));

    assertThat(new SyntheticWorld(idle).jobs().jobs()).isEmpty();
  }

  @Test
  void refusesBadSettings() {
    assertThatThrownBy(() -> WorldSettings.of(1).onNodes(0, 8))
        .hasMessage("nodes is 0.0; expected a number from 1.0 to 1000000.0");
    assertThatThrownBy(() -> WorldSettings.of(1).over(Duration.ofMinutes(25)))
        .hasMessageContaining("span is PT25M; expected a whole number of steps");
    assertThatThrownBy(() -> JobLoad.llmEra(-1)).hasMessageContaining("loadFactor is -1.0");
    assertThatThrownBy(() -> new DailyWave(1.5, Duration.ZERO, 1))
        .hasMessageContaining("amplitude is 1.5");
  }

  private void write(SyntheticWorld world, String name) {
    DemandFile.write(world.demand(), folder.resolve(name + "-demand.csv"), IfExists.REFUSE);
    JobFile.write(world.jobs(), folder.resolve(name + "-jobs.csv"), IfExists.REFUSE);
  }

  /** Mean of the hour around the time of day, over all days. */
  private static double hourly(DemandTrace demand, int column, int hour) {
    double sum = 0;
    for (int day = 0; day < 28; day++) {
      Duration middle = Duration.ofDays(day).plusHours(hour);
      sum += demand.mean(column, middle.minusMinutes(30), middle.plusMinutes(30));
    }
    return sum;
  }

  private static double seconds(TrainingJob job) {
    return (double) job.duration().toSeconds();
  }

  private static double mean(ToDoubleFunction<TrainingJob> value) {
    return UNCAPPED.jobs().jobs().stream().mapToDouble(value).average().orElseThrow();
  }

  private static double median(ToDoubleFunction<TrainingJob> value) {
    double[] sorted = UNCAPPED.jobs().jobs().stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double share(Predicate<TrainingJob> which) {
    List<TrainingJob> jobs = UNCAPPED.jobs().jobs();
    return (double) jobs.stream().filter(which).count() / jobs.size();
  }
}
