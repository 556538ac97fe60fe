package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhillyFileTest {

  private static final String HEADER = "timestamp,duration,num_gpus,gpu_time,cluster";

  @TempDir Path folder;

  @Test
  void readsJobsInAnyOrderAndSortsThem() {
    JobLog log =
        read(
            "2017-10-09 07:01:55,66.0,1,66.0,11cb48",
            "2017-10-09 06:13:03,2951.5,8,23612.0,6214e9");

    assertThat(log.entries())
        .containsExactly(
            new JobLog.Entry(
                LocalDateTime.of(2017, 10, 9, 6, 13, 3), Duration.ofMillis(2_951_500), 8, "6214e9"),
            new JobLog.Entry(
                LocalDateTime.of(2017, 10, 9, 7, 1, 55), Duration.ofSeconds(66), 1, "11cb48"));
    assertThat(log.clusters()).containsExactly("11cb48", "6214e9");
    assertThat(log.notes()).hasSize(1);
  }

  @Test
  void skipsEmptyRowsAndJobsWithoutGpusAndSaysSo() {
    JobLog log =
        read("", "2017-10-09 07:01:55,66.0,1,66.0,a", ",,,,", "2017-10-09 07:01:56,5.0,0,0.0,a");

    assertThat(log.entries()).hasSize(1);
    assertThat(log.notes()).contains("empty rows skipped: 2", "jobs without GPUs skipped: 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2017-13-09 07:01:55,66.0,1,66.0,a|timestamp is \"2017-13-09 07:01:55\"; expected a time"
            + " such as",
        "9999-12-31 07:01:55,66.0,1,66.0,a|timestamp is \"9999-12-31 07:01:55\"; expected a time"
            + " such as",
        "2017-10-09 07:01:55,-1,1,66.0,a|duration is \"-1\"",
        "2017-10-09 07:01:55,66.0,1.5,66.0,a|num_gpus is \"1.5\"",
        "2017-10-09 07:01:55,66.0,1,66.0|row has 4 columns; expected 5"
      })
  void refusesBadRows(String row, String part) {
    assertThatThrownBy(() -> read(row))
        .isInstanceOf(BadTrace.class)
        .hasMessageContaining("philly.csv:2: " + part);
  }

  @Test
  void refusesALogWithoutJobs() {
    assertThatThrownBy(this::read).hasMessageContaining("file has no jobs");
  }

  private JobLog read(String... rows) {
    String text = HEADER + "\r\n" + String.join("\r\n", rows) + "\r\n";
    return PhillyFile.read(new TempFiles(folder).text("philly.csv", text));
  }
}
