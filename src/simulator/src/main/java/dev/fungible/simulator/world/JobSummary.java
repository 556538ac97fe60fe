package dev.fungible.simulator.world;

import dev.fungible.simulator.result.Distribution;
import dev.fungible.simulator.result.JobStatistics;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How jobs fared, over all and by size. */
final class JobSummary {

  private static final int LARGE = 8;

  private JobSummary() {}

  /** Summarises all jobs submitted before now, the horizon. */
  static JobStatistics of(List<SimulatedJob> all, long now) {
    List<SimulatedJob> jobs = all.stream().filter(job -> job.submit() < now).toList();
    long censored = jobs.stream().filter(job -> !job.isDone(now)).count();
    return new JobStatistics(
        distribution(jobs, job -> job.queueingSeconds(now)),
        distribution(jobs, job -> job.completionSeconds(now)),
        bySize(jobs, job -> job.queueingSeconds(now)),
        bySize(jobs, job -> job.completionSeconds(now)),
        jobs.isEmpty() ? 0 : (double) censored / jobs.size());
  }

  private static SortedMap<String, Distribution> bySize(
      List<SimulatedJob> jobs, ToLongFunction<SimulatedJob> seconds) {
    SortedMap<String, Distribution> result = new TreeMap<>();
    for (String size : List.of("1", "2-7", ">=8")) {
      List<SimulatedJob> ofSize = jobs.stream().filter(job -> size.equals(size(job))).toList();
      result.put(size, distribution(ofSize, seconds));
    }
    return result;
  }

  private static String size(SimulatedJob job) {
    if (job.gpus() == 1) {
      return "1";
    }
    return job.gpus() < LARGE ? "2-7" : ">=8";
  }

  private static Distribution distribution(
      List<SimulatedJob> jobs, ToLongFunction<SimulatedJob> seconds) {
    return Distribution.ofSeconds(jobs.stream().mapToLong(seconds).toArray());
  }
}
