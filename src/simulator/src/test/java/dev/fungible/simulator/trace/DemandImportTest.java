package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemandImportTest {

  private static final int DAY = 144;

  @TempDir Path folder;

  @Test
  void scalesTheHighestRateToThePeakNodes() {
    DemandTrace demand =
        run(DemandImport.of(DemandSource.of(model("m", 2, 8, 5), "inference", 16)));

    assertThat(demand.classes()).containsExactly("inference");
    assertThat(demand.column(0)).containsExactly(4, 16, 10);
  }

  @Test
  void scalesWithinTheSpanOnly() {
    double[] rates = new double[2 * DAY];
    Arrays.fill(rates, 1);
    rates[0] = 100;
    rates[DAY] = 10;
    rates[2 * DAY - 1] = 50;
    DemandSource source = DemandSource.of(model("m", rates), "inference", 20).fromDay(1);

    DemandTrace demand = run(DemandImport.of(source).within(Duration.ofHours(2)));

    assertThat(demand.steps()).isEqualTo(12);
    assertThat(demand.column(0)).startsWith(20, 2, 2).endsWith(2);
  }

  @Test
  void twoSourcesAreCutToTheShorter() {
    DemandTrace demand =
        run(
            DemandImport.of(
                DemandSource.of(model("large", 1, 2, 3, 4), "inference", 3),
                DemandSource.of(model("small", 5, 10), "ranking", 1)));

    assertThat(demand.classes()).containsExactly("inference", "ranking");
    assertThat(demand.column(0)).containsExactly(1.5, 3);
    assertThat(demand.column(1)).containsExactly(0.5, 1);
  }

  @Test
  void anotherStepTakesMeansOrHoldsValues() {
    DemandImport options = DemandImport.of(DemandSource.of(model("m", 2, 4, 6, 6), "x", 6));

    assertThat(run(options.every(Duration.ofMinutes(20))).column(0)).containsExactly(3, 6);
    assertThat(run(options.every(Duration.ofMinutes(5))).column(0))
        .containsExactly(2, 2, 4, 4, 6, 6, 6, 6);
  }

  @Test
  void azureRequestsWeighTheirTokens() {
    Path log =
        new TempFiles(folder)
            .lines(
                "azure.csv",
                "TIMESTAMP,ContextTokens,GeneratedTokens",
                "2023-11-16 18:00:00,100,100",
                "2023-11-16 18:01:00,150,250",
                "2023-11-16 18:02:00,1,1");
    DemandImport options = DemandImport.of(DemandSource.of(log, "inference", 10));

    assertThat(run(options.every(Duration.ofMinutes(1))).column(0)).containsExactly(5, 10);
  }

  @Test
  void saysHowItScaled() {
    DemandImport options = DemandImport.of(DemandSource.of(model("m", 2, 8), "inference", 16));

    ImportReport report = TraceImport.demand(options, folder.resolve("out.csv"));

    assertThat(report.rows()).isEqualTo(2);
    assertThat(report.notes())
        .containsExactly(
            "inference: clients added: 1", "inference: peak of 8.000 requests/s is 16.0 nodes");
  }

  @Test
  void refusesASourceThatIsTooShort() {
    DemandSource source = DemandSource.of(model("m", 1, 2, 3), "inference", 3);

    assertThatThrownBy(() -> run(DemandImport.of(source).within(Duration.ofHours(1))))
        .isInstanceOf(BadTrace.class)
        .hasMessageContaining("trace has 1800 s from day 0; expected at least 3600 s");
    assertThatThrownBy(() -> run(DemandImport.of(source.fromDay(1))))
        .hasMessageContaining("from day 1; expected at least 1200 s");
  }

  @Test
  void refusesASpanWithoutRequests() {
    DemandSource source = DemandSource.of(model("m", 0, 0, 3), "inference", 3);

    assertThatThrownBy(() -> run(DemandImport.of(source).within(Duration.ofMinutes(20))))
        .hasMessageContaining("no rate is above 0 in the span");
  }

  @Test
  void refusesSourcesOfOtherFormats() {
    Path jobs = new TempFiles(folder).lines("j.csv", "submit_s,duration_s,gpus");

    assertThatThrownBy(() -> run(DemandImport.of(DemandSource.of(jobs, "inference", 3))))
        .hasMessageEndingWith(
            "this is a file of composite jobs; expected ServeGen client rates or Azure LLM"
                + " requests.");
  }

  @Test
  void refusesBadOptions() {
    assertThatThrownBy(() -> DemandSource.of(folder, "In ference", 3))
        .hasMessageContaining("Class is \"In ference\"");
    assertThatThrownBy(() -> DemandSource.of(folder, "inference", 0))
        .hasMessageContaining("Peak nodes are 0.0");
    DemandSource source = DemandSource.of(folder, "inference", 1);
    assertThatThrownBy(() -> DemandImport.of(source, source)).hasMessageContaining("one a class");
    assertThatThrownBy(() -> DemandImport.of()).hasMessageContaining("one a class");
    assertThatThrownBy(() -> source.fromDay(-1)).hasMessageContaining("Start day is -1");
  }

  private DemandTrace run(DemandImport options) {
    Path target = folder.resolve("demand.csv");
    TraceImport.demand(options.ifExists(IfExists.REPLACE), target);
    return DemandFile.read(target);
  }

  /** A folder with one client of these rates. */
  private Path model(String name, double... rates) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      rows.add(600 * i + "," + rates[i] + ",,,0,0");
    }
    new TempFiles(folder).gzip(name + "/client.csv.gz", rows.toArray(String[]::new));
    return folder.resolve(name);
  }
}
