package dev.fungible.simulator.trace;

import dev.fungible.configuration.Closest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** The jobs of a log that an import takes, and a count of those that it leaves. */
final class JobSelection {

  /** Above the rounding error of a factor such as 1/49, below any that matters. */
  private static final double ROUNDING = 1e-9;

  private final Path source;
  private final JobLog log;
  private final JobImport options;
  private final LocalDateTime start;
  private long outside;
  private long elsewhere;
  private long withoutTime;
  private long chosen;
  private long copies;

  JobSelection(Path source, JobLog log, JobImport options) {
    this.source = source;
    this.log = log;
    this.options = options;
    LocalDateTime first = log.entries().getFirst().submit();
    LocalDateTime wanted = options.start();
    this.start = wanted == null ? first.toLocalDate().atStartOfDay() : wanted;
    requireClusters();
  }

  /** The jobs taken; refuses to take none. */
  JobTrace trace(String name) {
    List<TrainingJob> jobs = new ArrayList<>();
    for (JobLog.Entry entry : log.entries()) {
      if (isWanted(entry)) {
        chosen++;
        long due = (long) Math.floor(chosen * options.factor() + ROUNDING);
        for (; copies < due; copies++) {
          jobs.add(job(entry, jobs.size() + 1));
        }
      }
    }
    if (jobs.isEmpty()) {
      throw BadTrace.shape(
          Location.of(source),
          "none of " + log.entries().size() + " jobs is left",
          "at least one; the first was submitted at " + log.entries().getFirst().submit(),
          null);
    }
    return new JobTrace(name, jobs);
  }

  /** What the last trace left out, and the log's own notes. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(log.notes());
    notes.add("time 0 is " + start);
    count(notes, outside, "submitted outside the span");
    count(notes, elsewhere, "of other virtual clusters");
    count(notes, withoutTime, "that took less than half a second");
    if (options.factor() != 1) {
      notes.add("factor " + options.factor() + ": " + chosen + " became " + copies);
    }
    return notes;
  }

  private boolean isWanted(JobLog.Entry entry) {
    Duration submit = Duration.between(start, entry.submit());
    Duration span = options.span();
    if (submit.isNegative() || (span != null && submit.compareTo(span) >= 0)) {
      outside++;
      return false;
    }
    if (!options.clusters().isEmpty() && !options.clusters().contains(entry.cluster())) {
      elsewhere++;
      return false;
    }
    if (rounded(entry.duration()).isZero()) {
      withoutTime++;
      return false;
    }
    return true;
  }

  private TrainingJob job(JobLog.Entry entry, int place) {
    return new TrainingJob(
        JobFile.jobName(place),
        rounded(Duration.between(start, entry.submit())),
        rounded(entry.duration()),
        entry.gpus());
  }

  private void requireClusters() {
    List<String> known = log.clusters();
    for (String cluster : options.clusters()) {
      if (!known.contains(cluster)) {
        throw BadTrace.value(
            Location.of(source),
            "virtual cluster",
            cluster,
            "one of " + String.join(", ", known),
            Closest.to(cluster, known).orElse(null));
      }
    }
  }

  private static void count(List<String> notes, long jobs, String which) {
    if (jobs > 0) {
      notes.add("jobs " + which + " left out: " + jobs);
    }
  }

  private static Duration rounded(Duration exact) {
    return Duration.ofSeconds(Math.round(Seconds.of(exact)));
  }
}
