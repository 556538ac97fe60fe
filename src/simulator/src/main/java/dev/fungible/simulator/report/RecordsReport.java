package dev.fungible.simulator.report;

import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was decided as JSON lines, row by row in order of time: the records of an operator. */
public final class RecordsReport {

  private RecordsReport() {}

  /** Writes all records in UTF-8; an existing file is replaced. */
  public static void write(SimulationResult result, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      write(result, writer);
    }
  }

  /** Writes all records; the writer stays open. */
  public static void write(SimulationResult result, Writer writer) throws IOException {
    for (RunResult row : result.rows()) {
      for (DecisionRecord decision : row.records()) {
        for (String line : DecisionLines.write(decision)) {
          writer.write(line);
          writer.write('\n');
        }
      }
    }
  }

  /** The moves of these records, numbered run by run. */
  public static List<PolicyMove> moves(List<DecisionRecord> records) {
    Map<String, List<DecisionRecord>> byRun = new LinkedHashMap<>();
    for (DecisionRecord decision : records) {
      byRun.computeIfAbsent(decision.run(), run -> new ArrayList<>()).add(decision);
    }
    List<PolicyMove> moves = new ArrayList<>();
    byRun.forEach(
        (run, all) -> MoveRecord.of(all).forEach(move -> moves.add(new PolicyMove(run, move))));
    return moves;
  }
}
