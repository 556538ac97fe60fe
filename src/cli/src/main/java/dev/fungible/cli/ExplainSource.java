package dev.fungible.cli;

import dev.fungible.configuration.Closest;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.config.ConfigurationAddress;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.report.PublishedRecords;
import dev.fungible.operator.run.LiveLook;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.explain.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an explanation is made from: a cluster and what its operator publishes, or records. */
final class ExplainSource {

  private static final String SHOWN_BY_DEFAULT = "default";
  private static final Duration REQUEST = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description =
          "Answers from the records of decisions in this file, as fungible simulate --records or an"
              + " operator writes them; asks no cluster.")
  private @Nullable Path file;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "Those of this policy (default, or the only one in the file).")
  private @Nullable String policy;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  /** All that is known there. */
  Known read() throws IOException {
    if (file != null) {
      return new Known(records("--records", file, policy), null);
    }
    KubeApi api = cluster.api(REQUEST);
    PolicyRegistry registry = PolicyRegistry.load(ExplainSource.class.getClassLoader());
    LiveLook look = LiveLook.unmeasured(api, cluster.namespace(), registry, LIMIT);
    String status = ConfigurationAddress.in(cluster.namespace()).status();
    return new Known(PublishedRecords.read(api, cluster.namespace(), status), look.snapshot());
  }

  /**
   * The records of one policy, or of an operator, in a file.
   *
   * @param option that names the file
   * @param policy whose; null for default, or for the only one
   */
  static List<DecisionRecord> records(String option, Path file, @Nullable String policy)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadOption(
          option, file, "a file that fungible simulate --records or an operator wrote");
    }
    List<DecisionRecord> all = DecisionLines.read(file);
    TreeSet<String> runs = new TreeSet<>();
    all.forEach(decision -> runs.add(decision.run()));
    if (runs.isEmpty() && policy == null) {
      return all;
    }
    String wanted = policy != null ? policy : runs.size() == 1 ? runs.getFirst() : SHOWN_BY_DEFAULT;
    if (!runs.contains(wanted)) {
      String maybe = Closest.to(wanted, runs).map(run -> ". Maybe " + run + "?").orElse("");
      throw new BadOption("--policy", wanted, "one of " + runs + maybe);
    }
    return all.stream().filter(decision -> decision.run().equals(wanted)).toList();
  }
}
