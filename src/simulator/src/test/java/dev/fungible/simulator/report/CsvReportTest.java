package dev.fungible.simulator.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CsvReportTest {

  private static final SimulationResult SAMPLE = SampleResult.of(7);

  @Test
  void writesOneLineAPolicyWithTheValuesOfTheResult() {
    List<NamedCsvRecord> lines = read(CsvReport.render(SAMPLE));
    assertThat(lines).hasSameSizeAs(SAMPLE.rows());
    for (int i = 0; i < lines.size(); i++) {
      RunResult row = SAMPLE.rows().get(i);
      NamedCsvRecord line = lines.get(i);
      assertThat(line.getField("policy")).isEqualTo(row.policy());
      assertThat(line.getField("feasible")).isEqualTo(Boolean.toString(row.isFeasible()));
      assertThat(number(line, "goodput_gpu_hours")).isEqualTo(row.goodputGpuHours());
      assertThat(number(line, "time_attainment_ranking"))
          .isEqualTo(requireNonNull(row.attainment().get("ranking")).time());
      assertThat(number(line, "lost_gpu_hours")).isEqualTo(row.lostGpuHours());
      assertThat(number(line, "waste_identity_error")).isEqualTo(row.waste().error());
    }
  }

  @Test
  void quotesWhatWouldBreakALine() {
    RunResult row = SampleResult.renamed(SAMPLE.rows().get(0), "a,\"b\"\nc", "", List.of("x", "y"));
    var lines = read(CsvReport.render(SampleResult.with(SAMPLE, SAMPLE.oracle(), List.of(row))));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).getField("policy")).isEqualTo("a,\"b\"\nc");
    assertThat(lines.get(0).getField("missed")).isEqualTo("x; y");
  }

  @Test
  void leavesCellsEmptyWithoutAnOracle() {
    var none = SampleResult.with(SAMPLE, OptionalDouble.empty(), SAMPLE.rows());
    assertThat(read(CsvReport.render(none)))
        .allSatisfy(line -> assertThat(line.getField("ratio_to_oracle")).isEmpty());
  }

  private static List<NamedCsvRecord> read(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }

  private static double number(NamedCsvRecord line, String column) {
    return Double.parseDouble(line.getField(column));
  }
}
