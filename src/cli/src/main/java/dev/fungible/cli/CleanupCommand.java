package dev.fungible.cli;

import dev.fungible.operator.act.Cleanup;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.lead.Leadership;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes off nodes and pods what the operator has put on them; pods go on where they are. */
@Command(
    name = "cleanup",
    description = "Takes labels, taints and annotations of the operator off nodes and pods.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CleanupCommand implements Callable<Integer> {

  private static final Duration REQUEST = Duration.ofSeconds(20);

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "LABELS",
      description = "Of these nodes alone, like rack=r1,zone!=b.")
  private String selector = "";

  @Option(names = "--dry-run", description = "Prints what would be done.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description = "Even while an operator leads, which will put back what is taken off.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    KubeApi api = cluster.api(REQUEST);
    Cleanup cleanup =
        new Cleanup(
            api,
            () -> Leadership.holder(api, cluster.namespace(), Instant.now()).isPresent(),
            out::println);
    int changed = cleanup.run(new Cleanup.Scope(selector, dryRun, force));
    out.println(changed + (dryRun ? " objects would be changed" : " objects changed"));
    out.flush();
    return 0;
  }
}
