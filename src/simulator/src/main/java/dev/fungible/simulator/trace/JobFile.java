package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The composite job format: header {@code submit_s,duration_s,gpus}, then one row a job, sorted by
 * submit time.
 *
 * <p>Jobs have no names in the file; reading calls the first {@code job-000001}.
 */
public final class JobFile {

  static final List<String> HEADER = List.of("submit_s", "duration_s", "gpus");

  private static final NumberColumn SUBMIT = NumberColumn.seconds("submit_s");
  private static final NumberColumn DURATION = NumberColumn.positiveSeconds("duration_s");
  private static final NumberColumn GPUS = NumberColumn.count("gpus", 1);

  private JobFile() {}

  /**
   * Reads a trace, which takes the file's name; a header alone is a trace without jobs.
   *
   * @throws BadTrace at the first fault
   */
  public static JobTrace read(Path file) {
    try (CsvRows rows = CsvRows.open(file)) {
      Header.require(rows.first("a header (" + String.join(",", HEADER) + ")"), HEADER);
      List<TrainingJob> jobs = new ArrayList<>();
      Duration last = Duration.ZERO;
      for (CsvRow row = rows.next(); row != null; row = rows.next()) {
        TrainingJob job = job(row, jobs.size() + 1);
        if (job.submit().compareTo(last) < 0) {
          throw BadTrace.value(
              row.at(),
              SUBMIT.name(),
              row.text(0),
              "at least " + Seconds.text(last) + ", as rows are sorted by submit_s",
              null);
        }
        last = job.submit();
        jobs.add(job);
      }
      return new JobTrace(TraceFiles.stem(file), jobs);
    }
  }

  /**
   * Writes a trace; names of jobs are not kept.
   *
   * @throws BadTrace when the file cannot be written, or is there and must not be replaced
   */
  public static void write(JobTrace trace, Path file, IfExists ifExists) {
    StringBuilder text = new StringBuilder(String.join(",", HEADER)).append('\n');
    for (TrainingJob job : trace.jobs()) {
      text.append(Seconds.text(job.submit())).append(',');
      text.append(Seconds.text(job.duration())).append(',');
      text.append(job.gpus()).append('\n');
    }
    AtomicFile.write(file, text, ifExists);
  }

  /** The name of the job in the place, from 1. */
  public static String jobName(int place) {
    String digits = Integer.toString(place);
    return "job-" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  private static TrainingJob job(CsvRow row, int place) {
    row.requireFields(HEADER);
    return new TrainingJob(
        jobName(place),
        SUBMIT.duration(row, 0),
        DURATION.duration(row, 1),
        (int) GPUS.read(row, 2));
  }
}
