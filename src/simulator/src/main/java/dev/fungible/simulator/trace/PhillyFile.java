package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The job log of Microsoft's Philly clusters as one CSV file: {@code
 * timestamp,duration,num_gpus,gpu_time,cluster}, in local time, seconds, GPUs and GPU-seconds.
 *
 * <p>Blank rows and jobs without GPUs are passed over and noted; rows may come in any order.
 */
public final class PhillyFile {

  static final List<String> HEADER =
      List.of("timestamp", "duration", "num_gpus", "gpu_time", "cluster");

  private static final TimestampColumn TIMESTAMP = new TimestampColumn("timestamp");
  private static final NumberColumn DURATION = NumberColumn.seconds("duration");
  private static final NumberColumn GPUS = NumberColumn.count("num_gpus", 0);

  private PhillyFile() {}

  /**
   * Reads a log.
   *
   * @throws BadTrace at the first fault
   */
  public static JobLog read(Path file) {
    try (CsvRows rows = CsvRows.open(file)) {
      Header.require(rows.first("a header (" + String.join(",", HEADER) + ")"), HEADER);
      List<JobLog.Entry> jobs = new ArrayList<>();
      int withoutGpus = 0;
      for (CsvRow row = rows.next(); row != null; row = rows.next()) {
        JobLog.Entry job = job(row);
        if (job.gpus() == 0) {
          withoutGpus++;
        } else {
          jobs.add(job);
        }
      }
      if (jobs.isEmpty()) {
        throw BadTrace.shape(Location.of(file), "file has no jobs", "at least one", null);
      }
      return new JobLog(jobs, notes(rows.blanks(), withoutGpus));
    }
  }

  private static JobLog.Entry job(CsvRow row) {
    row.requireFields(HEADER);
    return new JobLog.Entry(
        TIMESTAMP.read(row, 0), DURATION.duration(row, 1), (int) GPUS.read(row, 2), row.text(4));
  }

  private static List<String> notes(long blanks, int withoutGpus) {
    List<String> notes = new ArrayList<>();
    notes.add("times are local and taken as they stand: no time zone is applied");
    if (blanks > 0) {
      notes.add("empty rows skipped: " + blanks);
    }
    if (withoutGpus > 0) {
      notes.add("jobs without GPUs skipped: " + withoutGpus);
    }
    return notes;
  }
}
