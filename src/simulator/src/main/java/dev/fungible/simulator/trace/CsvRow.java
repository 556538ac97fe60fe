package dev.fungible.simulator.trace;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.List;

/** One row of a CSV file, which knows where it stands. */
record CsvRow(Path file, CsvRecord fields) {

  /** Where the row starts. */
  Location at() {
    return new Location(file, fields.getStartingLineNumber());
  }

  /** Number of fields. */
  int size() {
    return fields.getFieldCount();
  }

  /** The field, from 0, without surrounding blanks. */
  String text(int index) {
    return fields.getField(index).strip();
  }

  /** Whether no field holds anything. */
  boolean isBlank() {
    return fields.getFields().stream().allMatch(String::isBlank);
  }

  /** The fields without surrounding blanks. */
  List<String> texts() {
    return fields.getFields().stream().map(String::strip).toList();
  }

  /** Refuses a row that has not one field for each of the names. */
  void requireFields(List<String> names) {
    if (size() != names.size()) {
      String columns = size() == 1 ? " column" : " columns";
      throw BadTrace.shape(
          at(),
          "row has " + size() + columns,
          names.size() + " (" + String.join(",", names) + ")",
          null);
    }
  }
}
