package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns public traces into the composite formats.
 *
 * <p>Demand is scaled linearly: nodes = rate × peak nodes / peak rate, where the peak rate is the
 * highest step mean of the imported part, so that each column's highest value is its peak nodes.
 * The rate is requests/s for ServeGen and context and generated tokens/s for Azure. Nodes are
 * rounded to 4 decimals. Jobs are not scaled, only chosen or copied; times are rounded to seconds.
 */
public final class TraceImport {

  private TraceImport() {}

  /**
   * Writes the jobs of a Philly log as a composite job file.
   *
   * @throws BadTrace when the log is faulty, no job is left, or the target cannot be written
   */
  public static ImportReport jobs(Path philly, Path target, JobImport options) {
    JobSelection selection = new JobSelection(philly, PhillyFile.read(philly), options);
    JobTrace trace = selection.trace(TraceFiles.stem(target));
    JobFile.write(trace, target, options.ifExists());
    return new ImportReport(target, trace.jobs().size(), selection.notes());
  }

  /**
   * Writes a composite demand file, a column for each source.
   *
   * @throws BadTrace when a source is faulty or too short, or the target cannot be written
   */
  public static ImportReport demand(DemandImport options, Path target) {
    List<String> notes = new ArrayList<>();
    DemandTrace trace = new DemandScaling(options, notes).trace();
    DemandFile.write(trace, target, options.ifExists());
    return new ImportReport(target, trace.steps(), notes);
  }
}
