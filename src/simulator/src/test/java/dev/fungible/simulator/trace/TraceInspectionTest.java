package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceInspectionTest {

  @TempDir Path folder;

  @Test
  void detectsEachFormatByItsHeader() {
    TempFiles files = new TempFiles(folder);
    assertThat(detect("d.csv", "t_s,x_nodes")).isEqualTo(TraceFormat.COMPOSITE_DEMAND);
    assertThat(detect("j.csv", "submit_s,duration_s,gpus")).isEqualTo(TraceFormat.COMPOSITE_JOBS);
    assertThat(detect("p.csv", "timestamp,duration,num_gpus,gpu_time,cluster"))
        .isEqualTo(TraceFormat.PHILLY);
    assertThat(detect("a.csv", "TIMESTAMP,ContextTokens,GeneratedTokens"))
        .isEqualTo(TraceFormat.AZURE_LLM);
    files.gzip("s/one.csv.gz", "0,1,,,0,0");
    assertThat(TraceFormat.detect(folder.resolve("s"))).isEqualTo(TraceFormat.SERVEGEN);
  }

  @Test
  void saysWhatItKnowsWhenItDetectsNothing() {
    assertThatThrownBy(() -> detect("x.csv", "a,b"))
        .hasMessageEndingWith(
            "x.csv:1: header is \"a,b\"; expected that of composite demand, composite jobs, Philly"
                + " jobs, ServeGen client rates, Azure LLM requests.");
    assertThatThrownBy(() -> detect("c.csv", "0,1.5,2.0,Gamma,0.5,2.0"))
        .hasMessageEndingWith("Maybe the folder, as this looks like one client of ServeGen?");
    assertThatThrownBy(() -> TraceFormat.detect(folder.resolve("none.csv")))
        .hasMessageContaining("path does not exist");
  }

  @Test
  void showsDemandByDay() {
    Path file =
        new TempFiles(folder)
            .lines("d.csv", "t_s,inference_nodes", "0,2", "43200,6", "86400,12000", "129600,0");

    String text = TraceInspection.text(TraceFormat.COMPOSITE_DEMAND.summary(file));

    assertThat(text)
        .isEqualTo(
            file
                + """
                : composite demand
                4 rows over 2 d
                note: one row every 43200 s

                measure     unit     mean  median    peak
                inference  nodes  3002.00    4.00  12,000

                inference (nodes)     mean    peak     at  trough     at
                day 0                 4.00    6.00  12:00    2.00  00:00
                day 1              6000.00  12,000  00:00    0.00  12:00
                """);
  }

  @Test
  void showsJobsBySizeAndHour() {
    Path file =
        new TempFiles(folder)
            .lines("j.csv", "submit_s,duration_s,gpus", "0,3600,1", "60,7200,8", "90061,1800,3");

    TraceSummary summary = TraceFormat.COMPOSITE_JOBS.summary(file);

    assertThat(summary.rows()).isEqualTo(3);
    assertThat(summary.span()).isEqualTo(Duration.ofSeconds(90_061));
    assertThat(TraceInspection.text(summary))
        .contains(
            """
            3 rows over 1 d 1 h 1 min 1 s

            measure          unit     mean   median     peak
            size             GPUs     4.00     3.00     8.00
            duration            s  4200.00  3600.00  7200.00
            """)
        .contains("day 0                  0.71  17.00  00:00    0.00  01:00");
  }

  @Test
  void showsDatesWhereATraceHasThem() {
    Path file =
        new TempFiles(folder)
            .lines(
                "p.csv",
                "timestamp,duration,num_gpus,gpu_time,cluster",
                "2017-10-09 13:13:03,3600,4,14400,b",
                "2017-10-08 06:13:03,0,1,0,a");

    String text = TraceInspection.text(TraceFormat.PHILLY.summary(file));

    assertThat(text)
        .contains("note: jobs without duration skipped: 1", "virtual clusters a, b")
        .containsPattern("2017-10-08 +0.00 +0.00 +00:00")
        .containsPattern("2017-10-09 .* 4.00 +13:00");
  }

  @Test
  void showsATraceWithoutJobs() {
    Path file = new TempFiles(folder).lines("j.csv", "submit_s,duration_s,gpus");

    assertThat(TraceInspection.text(TraceFormat.COMPOSITE_JOBS.summary(file)))
        .endsWith("composite jobs\n0 rows over 0 s\n");
  }

  private TraceFormat detect(String name, String header) {
    return TraceFormat.detect(new TempFiles(folder).lines(name, header));
  }
}
