package dev.fungible.cli;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.run.LiveLook;
import dev.fungible.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, looked at by reading alone.
 *
 * @param cluster which one
 * @param config a document to look with; null for the one in force there
 * @param err where problems of the cluster are printed
 */
record LiveSource(ClusterOptions cluster, @Nullable Path config, PrintWriter err)
    implements PlanSource {

  private static final Duration REQUEST = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public String name() {
    return cluster.name();
  }

  @Override
  public SnapshotFile read() throws IOException {
    LiveLook look = look(PolicyRegistry.load(LiveSource.class.getClassLoader()));
    look.problems().forEach(problem -> err.println("fungible: " + problem));
    err.flush();
    return new SnapshotFile(look.snapshot(), look.document());
  }

  private LiveLook look(PolicyRegistry registry) throws IOException {
    KubeApi api = cluster.api(REQUEST);
    if (config == null) {
      return LiveLook.take(api, cluster.namespace(), registry, LIMIT);
    }
    byte[] document = ConfigurationReader.bytes(config);
    Configuration configuration =
        new ConfigurationReader(registry).read(config.toString(), document);
    String text = new String(document, StandardCharsets.UTF_8);
    return LiveLook.take(
        api, cluster.namespace(), new LiveLook.Candidate(text, configuration), LIMIT);
  }
}
