package dev.fungible.simulator.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.simulator.result.SimulationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

  private static final List<String> CONTRACT =
      List.of(
          "policy",
          "feasible",
          "missed",
          "ratioToOracle",
          "goodputGpuHours",
          "demandAttainment",
          "timeAttainment",
          "worstHour",
          "movesPerHour",
          "reversals",
          "preemptionsPerHour",
          "lostGpuHours",
          "queueSeconds",
          "jctSeconds",
          "censoredShare",
          "wasteIdentityError",
          "wallSeconds");

  private static final SimulationResult SAMPLE = SampleResult.of(7);

  @Test
  void holdsTheFieldsOfTheContractInItsOrderBeforeAnyOther() throws IOException {
    JsonNode root = read(JsonReport.create().render(SAMPLE));
    assertThat(names(root)).startsWith("scenario", "nodes", "queue", "oracleGpuHours", "rows");
    assertThat(root.path("rows")).hasSize(9);
    for (JsonNode row : root.path("rows")) {
      assertThat(names(row)).startsWith(CONTRACT.toArray(String[]::new));
    }
  }

  @Test
  void writesNumbersWithTheirTypeAndInFullPrecision() throws IOException {
    JsonNode root = read(JsonReport.create().render(SAMPLE));
    var row = SAMPLE.rows().get(3);
    JsonNode json = root.path("rows").get(3);
    assertThat(root.path("nodes").isInt()).isTrue();
    assertThat(root.path("oracleGpuHours").doubleValue()).isEqualTo(SampleResult.ORACLE);
    assertThat(json.path("goodputGpuHours").doubleValue()).isEqualTo(row.goodputGpuHours());
    assertThat(json.path("ratioToOracle").doubleValue())
        .isEqualTo(row.goodputGpuHours() / SampleResult.ORACLE);
    assertThat(json.path("reversals").isInt()).isTrue();
    assertThat(json.path("feasible").isBoolean()).isTrue();
    assertThat(json.path("missed").get(0).textValue()).isEqualTo(row.missed().get(0));
    assertThat(json.at("/demandAttainment/ranking").doubleValue())
        .isEqualTo(requireNonNull(row.attainment().get("ranking")).demand());
    assertThat(json.at("/worstHour/inference").doubleValue())
        .isEqualTo(requireNonNull(row.attainment().get("inference")).worstHour());
    assertThat(json.at("/queueSeconds/mean").doubleValue())
        .isEqualTo(row.jobs().queueing().mean().toMillis() / 1e3);
    assertThat(json.path("wallSeconds").doubleValue()).isEqualTo(row.wall().toMillis() / 1e3);
  }

  @Test
  void givesTheSameBytesWithoutTimings() {
    JsonReport report = JsonReport.create().withoutTimings();
    assertThat(report.render(SAMPLE))
        .isEqualTo(report.render(SampleResult.of(7)))
        .doesNotContain("wallSeconds")
        .doesNotContain("\r");
  }

  @Test
  void writesNullWithoutAnOracle() throws IOException {
    var none = SampleResult.with(SAMPLE, OptionalDouble.empty(), SAMPLE.rows());
    JsonNode root = read(JsonReport.create().render(none));
    assertThat(root.path("oracleGpuHours").isNull()).isTrue();
    assertThat(root.at("/rows/0/ratioToOracle").isNull()).isTrue();
  }

  @Test
  void writesAFileInUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("out.json");
    JsonReport.create().write(SAMPLE, file);
    assertThat(Files.readString(file)).isEqualTo(JsonReport.create().render(SAMPLE));
  }

  private static JsonNode read(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
