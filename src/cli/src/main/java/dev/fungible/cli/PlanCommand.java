package dev.fungible.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.snapshot.PlanJson;
import dev.fungible.snapshot.PlanText;
import dev.fungible.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decides on a snapshot and prints the plan; touches nothing. */
@Command(
    name = "plan",
    description = "Prints what would be done in a cluster now, or in a snapshot of it, and why.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PlanCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "Plans for this snapshot, *.json or *.json.gz, and not for a cluster.")
  private @Nullable Path snapshot;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "By this document, not by the one in force. Classes and pools of a snapshot stay.")
  private @Nullable Path config;

  @Option(names = "--json", description = "Prints the whole decision as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    PlanSource source =
        snapshot == null
            ? new LiveSource(cluster, config, command.getErr())
            : new SnapshotSource(snapshot);
    SnapshotFile file = source.read();
    PolicyRegistry registry = PolicyRegistry.load(PlanCommand.class.getClassLoader());
    ClusterSnapshot seen = file.snapshot();
    Decision decision =
        new EngineFactory(registry)
            .engine(configuration(new ConfigurationReader(registry), source, file), new LeastLoss())
            .decide(seen);
    PrintWriter out = command.getOut();
    out.print(json ? PlanJson.render(seen, decision) : PlanText.render(seen, decision));
    out.flush();
    return 0;
  }

  private Configuration configuration(
      ConfigurationReader reader, PlanSource source, SnapshotFile file) {
    return config != null
        ? reader.read(config)
        // The name must not end like that of a JSON file: the document is YAML.
        : reader.read(source.name() + ", its configuration", file.configuration().getBytes(UTF_8));
  }
}
