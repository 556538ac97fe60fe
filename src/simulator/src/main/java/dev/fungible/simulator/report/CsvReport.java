package dev.fungible.simulator.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.fungible.simulator.result.Distribution;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.result.WasteIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A result for spreadsheets: one line a policy, a heading, numbers in full precision, an empty cell
 * where there is none. Carries no timings, so the same result gives the same bytes.
 */
public final class CsvReport {

  private CsvReport() {}

  /** The report as text in RFC 4180 format with line feeds. */
  public static String render(SimulationResult result) {
    var text = new StringWriter();
    var lines = result.rows().stream().map(row -> cells(result, row)).toList();
    var columns = columns(lines);
    try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      writer.writeRecord(columns);
      for (Map<String, String> line : lines) {
        writer.writeRecord(columns.stream().map(column -> line.getOrDefault(column, "")).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes the report in UTF-8; an existing file is replaced. */
  public static void write(SimulationResult result, Path file) throws IOException {
    Files.writeString(file, render(result));
  }

  /** All columns in the order of the first row that has them. */
  private static List<String> columns(List<SequencedMap<String, String>> lines) {
    SequencedMap<String, Boolean> columns = new LinkedHashMap<>();
    lines.forEach(line -> line.keySet().forEach(column -> columns.putIfAbsent(column, true)));
    return new ArrayList<>(columns.keySet());
  }

  /** The cells of one row of a result, by column. */
  public static SequencedMap<String, String> cells(SimulationResult result, RunResult row) {
    SequencedMap<String, String> cells = new LinkedHashMap<>();
    cells.put("scenario", result.scenario());
    cells.put("queue", result.queue());
    cells.put("policy", row.policy());
    cells.put("feasible", Boolean.toString(row.isFeasible()));
    cells.put("missed", String.join("; ", row.missed()));
    cells.put("oracle_gpu_hours", number(result.oracle().orElse(Double.NaN)));
    cells.put("ratio_to_oracle", number(result.ratioToOracle(row).orElse(Double.NaN)));
    cells.put("goodput_gpu_hours", number(row.goodputGpuHours()));
    row.attainment()
        .forEach(
            (served, attainment) -> {
              cells.put("demand_attainment_" + served, number(attainment.demand()));
              cells.put("time_attainment_" + served, number(attainment.time()));
              cells.put("worst_hour_" + served, number(attainment.worstHour()));
            });
    cells.put("moves_per_hour", number(row.movesPerHour()));
    cells.put("reversals", Integer.toString(row.reversals()));
    cells.put("reversal_share", number(share(row.reversals(), row.moves().size())));
    cells.put("preemptions_per_hour", number(row.preemptionsPerHour()));
    putDistribution(cells, "queue_seconds", row.jobs().queueing());
    putDistribution(cells, "jct_seconds", row.jobs().completion());
    cells.put("censored_share", number(row.jobs().censoredShare()));
    putWaste(cells, row.waste());
    return cells;
  }

  private static void putDistribution(
      Map<String, String> cells, String column, Distribution distribution) {
    cells.put(column + "_mean", number(Figures.seconds(distribution.mean())));
    cells.put(column + "_p50", number(Figures.seconds(distribution.p50())));
    cells.put(column + "_p95", number(Figures.seconds(distribution.p95())));
  }

  private static void putWaste(Map<String, String> cells, WasteIdentity waste) {
    cells.put("total_gpu_hours", number(waste.total()));
    waste
        .served()
        .forEach((name, hours) -> cells.put("served_" + name + "_gpu_hours", number(hours)));
    cells.put("idle_serving_gpu_hours", number(waste.idleServing()));
    cells.put("idle_training_queue_empty_gpu_hours", number(waste.idleTrainingQueueEmpty()));
    cells.put("idle_training_fragmented_gpu_hours", number(waste.idleTrainingFragmented()));
    cells.put("transition_gpu_hours", number(waste.transition()));
    cells.put("lost_gpu_hours", number(waste.lost()));
    cells.put("restart_gpu_hours", number(waste.restart()));
    cells.put("down_gpu_hours", number(waste.down()));
    cells.put("waste_identity_error", number(waste.error()));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
