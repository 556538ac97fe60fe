package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts about public traces that no reader may get wrong. */
class RealTracesTest {

  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"A,28.8,10.4382,21.12", "B,26.5625,9.6408,21.12"})
  void scenariosHaveEightDaysOfDemand(
      String scenario, double inferencePeak, double inferenceMean, double rankingPeak) {
    DemandTrace demand =
        DemandFile.read(RealTraces.require("composite/" + scenario + "_demand.csv"));

    assertThat(demand.steps()).isEqualTo(1152);
    assertThat(demand.step()).isEqualTo(Duration.ofMinutes(10));
    assertThat(demand.horizon()).isEqualTo(Duration.ofDays(8));
    assertThat(demand.classes()).containsExactly("inference", "ranking");
    assertThat(demand.peak(0)).isEqualTo(inferencePeak);
    assertThat(demand.mean(0)).isCloseTo(inferenceMean, within(1e-4));
    assertThat(demand.peak(1)).isEqualTo(rankingPeak);
  }

  @ParameterizedTest
  @CsvSource({"A,9544,16,68483.794", "B,6419,32,84200.831"})
  void scenariosHaveTheirJobs(String scenario, int jobs, int largest, double gpuHours) {
    JobTrace trace = JobFile.read(RealTraces.require("composite/" + scenario + "_jobs.csv"));

    assertThat(trace.name()).isEqualTo(scenario + "_jobs");
    assertThat(trace.jobs()).hasSize(jobs);
    assertThat(trace.jobs()).extracting(TrainingJob::gpus).contains(largest);
    assertThat(trace.gpuHours()).isCloseTo(gpuHours, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({"A", "B"})
  void writingScenariosGivesTheSameBytes(String scenario) {
    Path demand = RealTraces.require("composite/" + scenario + "_demand.csv");
    Path jobs = RealTraces.require("composite/" + scenario + "_jobs.csv");

    DemandFile.write(DemandFile.read(demand), folder.resolve("demand.csv"), IfExists.REFUSE);
    JobFile.write(JobFile.read(jobs), folder.resolve("jobs.csv"), IfExists.REFUSE);

    assertThat(folder.resolve("demand.csv")).hasSameBinaryContentAs(demand);
    assertThat(folder.resolve("jobs.csv")).hasSameBinaryContentAs(jobs);
  }

  @Test
  void phillyHasItsJobsAndVirtualClusters() {
    JobLog log = PhillyFile.read(RealTraces.require("philly-jobs/philly.csv"));

    assertThat(log.entries()).hasSize(52_849);
    assertThat(log.clusters()).hasSize(12).contains("6214e9");
    assertThat(log.entries().getFirst().submit())
        .isEqualTo(LocalDateTime.of(2017, 9, 4, 10, 30, 41));
    assertThat(log.entries()).filteredOn(job -> job.gpus() == 1).hasSize(50_188);
  }

  @Test
  void largeServeGenModelHasNoGaps() {
    RateSeries rates = ServeGenFolder.read(RealTraces.require("servegen/m-large"));

    assertThat(rates.steps()).isEqualTo(2016);
    assertThat(rates.span()).isEqualTo(Duration.ofDays(14));
    assertThat(rates.peak()).isCloseTo(582.9917, within(1e-4));
    assertThat(rates.mean()).isCloseTo(195.8439, within(1e-4));
    assertThat(rates.gaps()).isEmpty();
  }

  @Test
  void smallServeGenModelHasGapsThatAreFilledAndNamed() {
    RateSeries rates = ServeGenFolder.read(RealTraces.require("servegen/m-small"));

    assertThat(rates.gaps()).hasSize(12);
    assertThat(rates.gaps().getFirst())
        .isEqualTo(new RateSeries.Gap(Duration.ofMinutes(10_320), Duration.ofMinutes(10_330)));
    assertThat(rates.notes())
        .anyMatch(note -> note.startsWith("37 windows") && note.contains("619200-619800"));
    assertThat(rates.rate(1032)).isEqualTo((rates.rate(1031) + rates.rate(1033)) / 2);
  }

  @ParameterizedTest
  @CsvSource({"conv,19366,58", "code,8819,57"})
  void azureHasItsRequests(String kind, int requests, int minutes) {
    Path file = RealTraces.require("azure-llm-2023/AzureLLMInferenceTrace_" + kind + ".csv");

    RequestLog log = AzureLlmFile.read(file, Duration.ofMinutes(1));

    assertThat(log.count()).isEqualTo(requests);
    assertThat(log.requests().steps()).isEqualTo(minutes);
    assertThat(log.start().toLocalDate()).isEqualTo("2023-11-16");
  }

  /** Scenario B's inference is the second week of the large model, scaled, after a warm-up day. */
  @Test
  void importingTheLargeModelGivesScenarioB() {
    Path model = RealTraces.require("servegen/m-large");
    DemandTrace scenario = DemandFile.read(RealTraces.require("composite/B_demand.csv"));
    DemandSource source = DemandSource.of(model, "inference", 26.5625).fromDay(7);
    Path target = folder.resolve("week.csv");

    TraceImport.demand(DemandImport.of(source).within(WEEK), target);

    DemandTrace imported = DemandFile.read(target);
    for (int i = 0; i < imported.steps(); i++) {
      assertThat(imported.nodes(0, i)).isCloseTo(scenario.nodes(0, 144 + i), within(1.01e-4));
    }
  }

  @Test
  void importTakesTwoModelsAsTwoClasses() {
    DemandImport both =
        DemandImport.of(
                DemandSource.of(RealTraces.require("servegen/m-large"), "inference", 28.8),
                DemandSource.of(RealTraces.require("servegen/m-small"), "ranking", 21.12))
            .within(Duration.ofDays(8));
    Path target = folder.resolve("demand.csv");

    ImportReport report = TraceImport.demand(both, target);

    DemandTrace demand = DemandFile.read(target);
    assertThat(demand.classes()).isEqualTo(List.of("inference", "ranking"));
    assertThat(demand.steps()).isEqualTo(1152);
    assertThat(report.rows()).isEqualTo(1152);
    assertThat(demand.peak(0)).isEqualTo(28.8);
    assertThat(demand.peak(1)).isEqualTo(21.12);
    assertThat(report.notes()).anyMatch(note -> note.startsWith("ranking: 37 windows"));
  }

  @Test
  void importTakesJobsOfPhilly() {
    Path log = RealTraces.require("philly-jobs/philly.csv");
    JobImport week =
        JobImport.everything()
            .from(LocalDateTime.of(2017, 10, 9, 0, 0))
            .within(WEEK)
            .ofClusters(List.of("6214e9", "6c71a0"))
            .everyNth(3);
    Path target = folder.resolve("jobs.csv");

    ImportReport report = TraceImport.jobs(log, target, week);

    JobTrace jobs = JobFile.read(target);
    assertThat(jobs.jobs()).hasSize(Math.toIntExact(report.rows())).hasSizeGreaterThan(1000);
    assertThat(jobs.jobs().getLast().submit()).isLessThan(WEEK);
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("jobs of other virtual clusters left out: "));
  }
}
