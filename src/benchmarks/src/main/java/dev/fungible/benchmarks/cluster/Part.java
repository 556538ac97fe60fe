package dev.fungible.benchmarks.cluster;

import dev.fungible.operator.serve.LogFormat;
import dev.fungible.operator.serve.Logging;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.event.Level;

/** One measurement in a process of its own, so that none finds the heap or the code of another. */
final class Part {

  private Part() {}

  /**
   * Measures and tells. Arguments: a kubeconfig; what; and where nodes shift, a tag, how many, and
   * the debounce.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Logging.configure(LogFormat.TEXT, Level.WARN);
    ApiClient client = client(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "projections" -> Reading.measure(client);
      case "informers" -> Informers.measure(client);
      case "latency" -> {
        try (Shifting shifting = shifting(client, arguments)) {
          shifting.measureLatency(Integer.parseInt(arguments[3]));
        }
      }
      case "rate" -> {
        try (Shifting shifting = shifting(client, arguments)) {
          shifting.measureRate(Integer.parseInt(arguments[3]));
        }
      }
      default -> throw new IllegalArgumentException("no part " + arguments[1]);
    }
    System.exit(0);
  }

  private static Shifting shifting(ApiClient client, String[] arguments)
      throws IOException, InterruptedException {
    return new Shifting(client, arguments[2], new Document("Enforce", arguments[4], "1s"));
  }

  private static ApiClient client(Path kubeconfig) throws IOException {
    try (Reader reader = Files.newBufferedReader(kubeconfig)) {
      return ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).build().setReadTimeout(0);
    }
  }
}
