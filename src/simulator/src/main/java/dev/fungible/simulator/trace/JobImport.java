package dev.fungible.simulator.trace;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a log are imported.
 *
 * @param start time 0 of the result; null for the midnight before the first job
 * @param span how much from the start; null for all
 * @param clusters virtual clusters to take; empty for all
 * @param factor copies a job, on average: 0.25 keeps every fourth, 2 doubles each
 * @param ifExists what to do when the target is there already
 */
public record JobImport(
    @Nullable LocalDateTime start,
    @Nullable Duration span,
    List<String> clusters,
    double factor,
    IfExists ifExists) {

  /** The highest factor. */
  public static final double MOST_COPIES = 1000;

  public JobImport {
    clusters = List.copyOf(clusters);
    if (span != null && !span.isPositive()) {
      throw new IllegalArgumentException("Span is " + span + "; expected above 0");
    }
    if (!(factor > 0 && factor <= MOST_COPIES)) {
      throw new IllegalArgumentException(
          "Factor is " + factor + "; expected above 0 and at most " + MOST_COPIES);
    }
  }

  /** Every job, never over a file that is there. */
  public static JobImport everything() {
    return new JobImport(null, null, List.of(), 1, IfExists.REFUSE);
  }

  /** Time 0 of the result; jobs before are left out. */
  public JobImport from(LocalDateTime time) {
    return new JobImport(time, span, clusters, factor, ifExists);
  }

  /** Jobs submitted this long after the start, or later, are left out. */
  public JobImport within(Duration length) {
    return new JobImport(start, length, clusters, factor, ifExists);
  }

  /** Only jobs of these virtual clusters. */
  public JobImport ofClusters(List<String> names) {
    return new JobImport(start, span, names, factor, ifExists);
  }

  /** So many copies a job, on average. */
  public JobImport times(double copies) {
    return new JobImport(start, span, clusters, copies, ifExists);
  }

  /** Every n-th job. */
  public JobImport everyNth(int n) {
    return times(1.0 / n);
  }

  /** What to do when the target is there already. */
  public JobImport ifExists(IfExists answer) {
    return new JobImport(start, span, clusters, factor, answer);
  }
}
