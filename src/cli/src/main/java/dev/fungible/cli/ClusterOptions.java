package dev.fungible.cli;

import dev.fungible.operator.kube.KubeApi;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster is meant, and where the operator lives in it. */
final class ClusterOptions {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "How to reach the cluster. Without it: $KUBECONFIG, ~/.kube/config, or the service"
              + " account of the pod.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Another context of the kubeconfig than its current one.")
  private @Nullable String context;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "fungible-system",
      description = "Namespace of the operator and its ConfigMap (${DEFAULT-VALUE}).")
  private String namespace = "";

  String namespace() {
    return namespace;
  }

  /** What the cluster is called in messages. */
  String name() {
    return kubeconfig == null ? "the cluster" : "the cluster of " + kubeconfig;
  }

  /**
   * Requests to the cluster.
   *
   * @param timeout of each
   */
  KubeApi api(Duration timeout) throws IOException {
    return KubeApi.of(client(), timeout);
  }

  private ApiClient client() throws IOException {
    if (kubeconfig == null && context == null) {
      return readable(usual(), () -> ClientBuilder.standard().build());
    }
    Path file = kubeconfig == null ? usual() : kubeconfig;
    if (!Files.isRegularFile(file)) {
      throw new BadOption("--kubeconfig", file, "a kubeconfig file");
    }
    return readable(file, () -> client(file));
  }

  private ApiClient client(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      config.setFile(file.toFile());
      if (context != null && !config.setContext(context)) {
        throw new BadOption("--context", context, "a context of " + file);
      }
      return ClientBuilder.kubeconfig(config).build();
    }
  }

  /** The client library says in many ways, none of them for people, that a file does not do. */
  private static ApiClient readable(Path file, Callable<ApiClient> read) throws IOException {
    try {
      return read.call();
    } catch (BadOption | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new BadOption(
          file + " is no kubeconfig: expected clusters, users, contexts and a current-context");
    }
  }

  private static Path usual() {
    String named = System.getenv("KUBECONFIG");
    return named == null
        ? Path.of(System.getProperty("user.home"), ".kube", "config")
        : Path.of(named);
  }
}
