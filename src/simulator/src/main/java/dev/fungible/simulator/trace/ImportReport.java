package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import did.
 *
 * @param target the file that was written
 * @param rows rows in it, without the header
 * @param notes what was left out, filled or scaled, for a person
 */
public record ImportReport(Path target, long rows, List<String> notes) {

  public ImportReport {
    notes = List.copyOf(notes);
  }
}
