package dev.fungible.simulator.trace;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Sums up a trace of each format. */
final class Summing {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Summing() {}

  /** Reads the source, which must be of the format, and sums it up. */
  static TraceSummary of(TraceFormat format, Path source) {
    return switch (format) {
      case COMPOSITE_DEMAND -> demand(source);
      case COMPOSITE_JOBS -> jobs(source);
      case PHILLY -> philly(source);
      case SERVEGEN -> serveGen(source);
      case AZURE_LLM -> azure(source);
    };
  }

  private static TraceSummary demand(Path source) {
    DemandTrace trace = DemandFile.read(source);
    List<TraceSummary.Measure> measures = new ArrayList<>();
    for (int c = 0; c < trace.classes().size(); c++) {
      StepFunction nodes = new StepFunction(trace.step(), trace.column(c));
      measures.add(
          measure(trace.classes().get(c), "nodes", nodes.values(), DailyCourse.relative(nodes)));
    }
    return new TraceSummary(
        TraceFormat.COMPOSITE_DEMAND,
        source,
        trace.steps(),
        trace.horizon(),
        measures,
        List.of("one row every " + Seconds.text(trace.step()) + " s"));
  }

  private static TraceSummary jobs(Path source) {
    List<TrainingJob> jobs = JobFile.read(source).jobs();
    return of(TraceFormat.COMPOSITE_JOBS, source, jobs, DailyCourse::relative, List.of());
  }

  private static TraceSummary philly(Path source) {
    JobLog log = PhillyFile.read(source);
    LocalDateTime midnight = log.entries().getFirst().submit().toLocalDate().atStartOfDay();
    List<TrainingJob> jobs = new ArrayList<>();
    int withoutTime = 0;
    for (JobLog.Entry entry : log.entries()) {
      if (entry.duration().isZero()) {
        withoutTime++;
      } else {
        Duration submit = Duration.between(midnight, entry.submit());
        String name = JobFile.jobName(jobs.size() + 1);
        jobs.add(new TrainingJob(name, submit, entry.duration(), entry.gpus()));
      }
    }
    List<String> notes = new ArrayList<>(log.notes());
    notes.add("virtual clusters " + String.join(", ", log.clusters()));
    if (withoutTime > 0) {
      notes.add("jobs without duration skipped: " + withoutTime);
    }
    return of(
        TraceFormat.PHILLY, source, jobs, offered -> DailyCourse.from(midnight, offered), notes);
  }

  private static TraceSummary of(
      TraceFormat format,
      Path source,
      List<TrainingJob> jobs,
      Function<StepFunction, List<TraceSummary.Day>> days,
      List<String> notes) {
    if (jobs.isEmpty()) {
      return new TraceSummary(format, source, 0, Duration.ZERO, List.of(), notes);
    }
    StepFunction offered = offered(jobs);
    List<TraceSummary.Measure> measures =
        List.of(
            measure("size", "GPUs", values(jobs, job -> (double) job.gpus()), List.of()),
            measure("duration", "s", values(jobs, job -> Seconds.of(job.duration())), List.of()),
            measure("offered", "GPU-hours/h", offered.values(), days.apply(offered)));
    Duration span = jobs.getLast().submit().minus(jobs.getFirst().submit());
    return new TraceSummary(format, source, jobs.size(), span, measures, notes);
  }

  /** GPU-hours of the jobs submitted in each hour. */
  private static StepFunction offered(List<TrainingJob> jobs) {
    double[] hours = new double[(int) jobs.getLast().submit().dividedBy(HOUR) + 1];
    for (TrainingJob job : jobs) {
      hours[(int) job.submit().dividedBy(HOUR)] += job.gpuHours();
    }
    return new StepFunction(HOUR, hours);
  }

  private static TraceSummary serveGen(Path source) {
    RateSeries rates = ServeGenFolder.read(source);
    List<TraceSummary.Day> days = DailyCourse.relative(rates.function());
    return new TraceSummary(
        TraceFormat.SERVEGEN,
        source,
        rates.steps(),
        rates.span(),
        List.of(measure("requests", rates.unit(), rates.function().values(), days)),
        rates.notes());
  }

  private static TraceSummary azure(Path source) {
    RequestLog log = AzureLlmFile.read(source, MINUTE);
    List<String> notes = new ArrayList<>(log.notes());
    notes.add("counted in windows of " + Seconds.text(MINUTE) + " s");
    return new TraceSummary(
        TraceFormat.AZURE_LLM,
        source,
        log.count(),
        log.requests().span(),
        List.of(
            measure("requests", log.start(), log.requests()),
            measure("context", log.start(), log.contextTokens()),
            measure("generated", log.start(), log.generatedTokens())),
        notes);
  }

  private static TraceSummary.Measure measure(String name, LocalDateTime start, RateSeries rates) {
    StepFunction function = rates.function();
    return measure(name, rates.unit(), function.values(), DailyCourse.from(start, function));
  }

  private static TraceSummary.Measure measure(
      String name, String unit, double[] values, List<TraceSummary.Day> days) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    double mean = Arrays.stream(values).average().orElseThrow();
    return new TraceSummary.Measure(name, unit, mean, median, sorted[sorted.length - 1], days);
  }

  private static double[] values(List<TrainingJob> jobs, Function<TrainingJob, Double> value) {
    return jobs.stream().mapToDouble(value::apply).toArray();
  }
}
