package dev.fungible.simulator.sweep;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** A ranking for spreadsheets: a line a trial and scenario, best trial first, all figures. */
public final class SweepCsv {

  private SweepCsv() {}

  /** Writes it in UTF-8; an existing file is replaced. */
  public static void write(Ranking ranking, Path file) throws IOException {
    List<String> paths = ranking.document().parameterList().stream().map(Parameter::path).toList();
    SequencedSet<String> columns = new LinkedHashSet<>();
    for (RankedTrial row : ranking.rows()) {
      row.outcomes().forEach(outcome -> columns.addAll(outcome.figures().keySet()));
    }
    columns.removeAll(List.of("scenario", "policy"));
    List<String> heading = new ArrayList<>(List.of("trial", "pareto", "feasible_scenarios"));
    heading.add("scenario");
    heading.addAll(paths);
    heading.addAll(columns);
    try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
      writer.writeRecord(heading);
      for (RankedTrial row : ranking.rows()) {
        for (Outcome outcome : row.outcomes()) {
          writer.writeRecord(cells(row, outcome, paths, columns));
        }
      }
    }
  }

  private static List<String> cells(
      RankedTrial row, Outcome outcome, List<String> paths, SequencedSet<String> columns) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(row.trial().number()));
    cells.add(Boolean.toString(row.pareto()));
    cells.add(Integer.toString(row.feasible()));
    cells.add(outcome.scenario());
    for (String path : paths) {
      Object value = row.trial().changes().get(path);
      cells.add(value == null ? "" : value.toString());
    }
    columns.forEach(column -> cells.add(outcome.figures().getOrDefault(column, "")));
    return cells;
  }
}
