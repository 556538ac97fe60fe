package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobImportTest {

  @TempDir Path folder;

  @Test
  void takesEverythingFromTheFirstMidnight() {
    ImportReport report = run(JobImport.everything());

    assertThat(report.rows()).isEqualTo(3);
    assertThat(target()).hasContent("submit_s,duration_s,gpus\n3600,66,1\n7200,1,8\n93600,2951,2");
    assertThat(report.notes())
        .contains(
            "time 0 is 2017-10-08T00:00",
            "jobs that took less than half a second left out: 1",
            "times are local and taken as they stand: no time zone is applied");
  }

  @Test
  void takesOnlyTheSpanAndTheClusters() {
    ImportReport report =
        run(
            JobImport.everything()
                .from(LocalDateTime.of(2017, 10, 8, 2, 0))
                .within(Duration.ofDays(1))
                .ofClusters(List.of("a")));

    assertThat(target()).hasContent("submit_s,duration_s,gpus\n0,1,8");
    assertThat(report.notes())
        .contains(
            "jobs submitted outside the span left out: 2",
            "jobs of other virtual clusters left out: 1");
  }

  @ParameterizedTest
  @CsvSource({"0.5,100", "0.25,50", "1,200", "2,400", "1.5,300", "0.3333333333333333,66"})
  void factorKeepsOrCopiesJobs(double factor, int rows) {
    assertThat(many(JobImport.everything().times(factor))).hasSize(rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 49, 93})
  void everyNthKeepsEvenlySpacedJobs(int n) {
    List<TrainingJob> kept = many(JobImport.everything().everyNth(n));

    assertThat(kept).hasSize(200 / n);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i).gpus()).isEqualTo((i + 1) * n);
    }
  }

  @Test
  void guessesTheVirtualCluster() {
    assertThatThrownBy(() -> run(JobImport.everything().ofClusters(List.of("6214e8"))))
        .hasMessageEndingWith(
            "philly.csv: virtual cluster is \"6214e8\"; expected one of 6214e9, a. Maybe 6214e9?");
  }

  @Test
  void refusesToTakeNothing() {
    LocalDateTime later = LocalDateTime.of(2020, 1, 1, 0, 0);

    assertThatThrownBy(() -> run(JobImport.everything().from(later)))
        .hasMessageContaining("none of 4 jobs is left; expected at least one; the first was");
  }

  @Test
  void replacesOnlyWhenTold() {
    run(JobImport.everything());

    assertThatThrownBy(() -> run(JobImport.everything()))
        .hasMessageContaining("file is there already");
    run(JobImport.everything().everyNth(3).ifExists(IfExists.REPLACE));
    assertThat(target()).hasContent("submit_s,duration_s,gpus\n93600,2951,2");
  }

  @Test
  void refusesBadOptions() {
    assertThatThrownBy(() -> JobImport.everything().times(0))
        .hasMessage("Factor is 0.0; expected above 0 and at most 1000.0");
    assertThatThrownBy(() -> JobImport.everything().times(Double.NaN))
        .hasMessageContaining("Factor is NaN");
    assertThatThrownBy(() -> JobImport.everything().within(Duration.ZERO))
        .hasMessageContaining("Span is PT0S");
  }

  private ImportReport run(JobImport options) {
    Path log =
        new TempFiles(folder)
            .lines(
                "philly.csv",
                "timestamp,duration,num_gpus,gpu_time,cluster",
                "2017-10-09 02:00:00,2951.4,2,0,a",
                "2017-10-08 01:00:00,66.0,1,66.0,a",
                "2017-10-08 02:00:00,0.6,8,0,a",
                "2017-10-08 03:00:00,0.4,8,0,6214e9");
    return TraceImport.jobs(log, target(), options);
  }

  /** 200 jobs, the first of 1 GPU, the second of 2, and so on. */
  private List<TrainingJob> many(JobImport options) {
    String[] lines = new String[201];
    lines[0] = "timestamp,duration,num_gpus,gpu_time,cluster";
    for (int i = 1; i <= 200; i++) {
      lines[i] = "2017-10-09 02:00:00,10," + i + ",0,a";
    }
    Path log = new TempFiles(folder).lines("many.csv", lines);
    TraceImport.jobs(log, target(), options);
    return JobFile.read(target()).jobs();
  }

  private Path target() {
    return folder.resolve("jobs.csv");
  }
}
