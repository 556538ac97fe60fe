package dev.fungible.cli;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.snapshot.SnapshotFile;
import dev.fungible.snapshot.SnapshotWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what the operator sees now into a file; touches nothing. */
@Command(
    name = "snapshot",
    description =
        "Writes what the operator sees of a cluster into a file, which plan --snapshot reads.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SnapshotCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write, *.json or *.json.gz.")
  private @Nullable Path output;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A document to look with, in the place of the one in force.")
  private @Nullable Path config;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    SnapshotFile file = new LiveSource(cluster, config, err).read();
    SnapshotWriter.write(file, Objects.requireNonNull(output));
    ClusterSnapshot seen = file.snapshot();
    out.println(output + ": " + seen.nodeCount() + " nodes at " + seen.time());
    out.flush();
    return 0;
  }
}
