package dev.fungible.cli;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.ConfigurationWriter;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.simulator.sweep.Differences;
import dev.fungible.simulator.sweep.JobManifest;
import dev.fungible.simulator.sweep.Outcome;
import dev.fungible.simulator.sweep.PortableSweep;
import dev.fungible.simulator.sweep.Ranking;
import dev.fungible.simulator.sweep.ResultsFile;
import dev.fungible.simulator.sweep.Runner;
import dev.fungible.simulator.sweep.Slice;
import dev.fungible.simulator.sweep.Sweep;
import dev.fungible.simulator.sweep.SweepCsv;
import dev.fungible.simulator.sweep.SweepDocument;
import dev.fungible.simulator.sweep.SweepText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Simulates many settings in many scenarios, and ranks them. */
@Command(
    name = "sweep",
    description = "Simulates many settings in many scenarios, and ranks them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SweepCommand implements Callable<Integer> {

  private static final String STDOUT = "-";
  private static final int MOST_INDEXES = 10_000;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The sweep: base, parameters, scenarios.")
  private @Nullable Path file;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description =
          "Where outcomes are added, and taken from: what is there is not simulated again"
              + " (FILE.results.jsonl). - prints them instead of a table.")
  private @Nullable String results;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a line a trial and scenario.")
  private @Nullable Path csv;

  @Option(
      names = "--differences",
      paramLabel = "FILE",
      description = "Write what each change does, against the base, as tables in Markdown.")
  private @Nullable Path differences;

  @Mixin private SweepWorkload workload = new SweepWorkload();

  @Option(names = "--threads", paramLabel = "N", description = "Simulations at once (all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "Trials to show (${DEFAULT-VALUE}), beside the Pareto set and the base.")
  private int top;

  @Option(
      names = "--slice",
      paramLabel = "I/N",
      description = "Only the I-th of N parts, from 0, for several machines.")
  private @Nullable String slice;

  @Option(
      names = "--emit-job",
      paramLabel = "NAME",
      description =
          "Prints a ConfigMap and an Indexed Job of that name, for kubectl create; simulates"
              + " nothing.")
  private @Nullable String jobName;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "Image of the Job, whose entry point is the fungible command.")
  private @Nullable String image;

  @Option(
      names = "--indexes",
      paramLabel = "N",
      defaultValue = "8",
      description = "Pods that share the work of the Job (${DEFAULT-VALUE}).")
  private int indexes;

  @Override
  public Integer call() throws IOException {
    Path source = Objects.requireNonNull(file);
    if (threads < 1) {
      throw new BadOption("--threads", threads, "at least 1");
    }
    SweepDocument document =
        workload.into(SweepDocument.read(source.toString(), ConfigurationReader.bytes(source)));
    PolicyRegistry registry = PolicyRegistry.load(SweepCommand.class.getClassLoader());
    Path folder = Objects.requireNonNullElse(source.toAbsolutePath().getParent(), Path.of("."));
    Configuration base = base(document, source, folder, registry);
    Sweep sweep = new Sweep(document, base, new SweepScenarios(folder).of(document), registry);
    if (jobName != null) {
      printJob(PortableSweep.of(document, base, folder), jobName);
      return 0;
    }
    Runner runner = new Runner(registry, threads);
    if (STDOUT.equals(results)) {
      runner.run(sweep, part(), List.of(), this::print, done -> {});
    } else {
      simulate(sweep, runner, new ResultsFile(resultsFile(source)));
    }
    return 0;
  }

  private void simulate(Sweep sweep, Runner runner, ResultsFile store) throws IOException {
    List<Outcome> known = store.read();
    List<Outcome> fresh = new ArrayList<>();
    Runner.Sink keep =
        outcome -> {
          store.append(outcome);
          fresh.add(outcome);
        };
    int simulated;
    try (Progress progress = Progress.of("sweep")) {
      simulated = runner.run(sweep, part(), known, keep, progress::reached);
    }
    known.addAll(fresh);
    Ranking ranking = sweep.ranking(known);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(
        sweep.trials()
            + " trials, "
            + sweep.size()
            + " simulations, "
            + simulated
            + " of them now");
    out.print(SweepText.render(ranking, top));
    if (csv != null) {
      SweepCsv.write(ranking, csv);
      out.println("CSV: " + csv);
    }
    if (differences != null) {
      Differences.write(ranking, differences);
      out.println("Differences: " + differences);
    }
    out.flush();
  }

  private void printJob(PortableSweep sweep, String name) {
    if (image == null) {
      throw new BadOption("--image is missing; expected the image that the Job is to run");
    }
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?")) {
      throw new BadOption(
          "--emit-job", name, "up to 53 lower-case letters, digits and dashes, which name a Job");
    }
    if (indexes < 1 || indexes > MOST_INDEXES) {
      throw new BadOption("--indexes", indexes, "from 1 to " + MOST_INDEXES);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(new JobManifest(name, image, indexes).render(sweep));
    out.flush();
  }

  private void print(Outcome outcome) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(ResultsFile.line(outcome));
    out.flush();
  }

  private Path resultsFile(Path source) {
    return Path.of(
        results == null
            ? source.toString().replaceFirst("\\.(ya?ml|json)$", "") + ".results.jsonl"
            : results);
  }

  private Slice part() {
    if (slice == null) {
      return Slice.ALL;
    }
    if (!slice.matches("\\d{1,6}/\\d{1,6}")) {
      throw new BadOption("--slice", slice, "an index and a count, like 0/8");
    }
    String[] parts = slice.split("/");
    return new Slice(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  private static Configuration base(
      SweepDocument document, Path source, Path folder, PolicyRegistry registry)
      throws IOException {
    if (document.base() != null) {
      return DocumentInput.configuration(folder.resolve(document.base()), registry);
    }
    if (document.configuration() instanceof Map<?, ?> written) {
      byte[] bytes = ConfigurationWriter.yaml(text(written)).getBytes(StandardCharsets.UTF_8);
      // The name must not end like that of a JSON file: the document is YAML.
      return new ConfigurationReader(registry).read(source + ", its configuration", bytes);
    }
    return Configuration.defaults(registry);
  }

  @SuppressWarnings("unchecked") // Keys of a document are text.
  private static Map<String, @Nullable Object> text(Map<?, ?> mapping) {
    return (Map<String, @Nullable Object>) mapping;
  }
}
