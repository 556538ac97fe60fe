package dev.fungible.e2e.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.e2e.Promtool;
import dev.fungible.e2e.TestSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The metrics that an operator shows at one moment.
 *
 * @param lines as they are shown
 */
record Shown(List<String> lines) {

  private static final List<String> CLASSES = List.of("training", "inference", "ranking");
  private static final int GPUS = 8;

  /** Those of the operator that listens there. */
  static Shown by(URI operator) {
    try (InputStream in = operator.resolve("/metrics").toURL().openStream()) {
      return new Shown(new String(in.readAllBytes(), UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds gauges against what kubectl counts in the space, at the same moment if it is quiet. */
  void agreesWith(TestSpace space) {
    for (String of : CLASSES) {
      String label = "fungible.dev/test-space=" + space.name() + ",fungible.dev/class=" + of;
      long nodes = space.kubectl().run("get", "nodes", "-l", label, "-o", "name").lines().count();
      assertThat(sum("fungible_nodes{", of)).as("nodes of " + of).isEqualTo(nodes);
      assertThat(sum("fungible_gpus{", of)).as("GPUs of " + of).isEqualTo(nodes * GPUS);
      long pods = space.pods("fungible.dev/class=" + of, "status.phase=Running").size();
      assertThat(sum("fungible_gpus_held{", of)).as("held by " + of).isEqualTo(pods * GPUS);
      assertThat(busy(of)).as("busy in " + of).isEqualTo(pods * GPUS);
    }
    assertThat(sum("fungible_shifts_under_way{", "")).as("under way").isZero();
  }

  /** Holds the states of GPU time against the capacity. */
  void addsUp() {
    double capacity = sum("fungible_capacity_gpu_seconds_total{", "");
    assertThat(capacity).isPositive();
    assertThat(sum("fungible_gpu_seconds_total{", "")).isCloseTo(capacity, within(1e-6));
  }

  /** Asks promtool, which has nothing to say. */
  void isClean() throws IOException, InterruptedException {
    String own =
        lines.stream()
            .filter(line -> line.contains("fungible_"))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(new Promtool().run(own, "check", "metrics")).isEqualTo(new Promtool.Outcome(0, ""));
  }

  private double busy(String of) {
    return lines.stream()
        .filter(line -> line.startsWith("fungible_gpus{class=\"" + of + "\""))
        .filter(line -> line.contains("state=\"busy\""))
        .mapToDouble(Shown::numberOf)
        .sum();
  }

  /** The sum of the samples of a metric that are of that class; of all where it is empty. */
  private double sum(String metric, String of) {
    return lines.stream()
        .filter(line -> line.startsWith(metric))
        .filter(line -> of.isEmpty() || line.contains("class=\"" + of + "\""))
        .mapToDouble(Shown::numberOf)
        .sum();
  }

  private static double numberOf(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }
}
