package dev.fungible.e2e.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Prometheus that has a simulated run in its past, and what the published rules make of it.
 */
final class SimulatedPast implements AutoCloseable {

  /** Rules build on rules, each pass on what the one before wrote down. */
  private static final int PASSES = 3;

  private static final Path RULES = Path.of("../../deploy/prometheus/rules.yaml");
  private static final int STEP = 300;
  private static final String NO_TARGET = "127.0.0.1:9";

  private final Path promtool;
  private final Path folder;
  private final long from;
  private final long to;
  private final Prometheus prometheus;

  /**
   * Starts one.
   *
   * @param program as {@link dev.fungible.e2e.PrometheusProgram} finds it; promtool lies beside it
   * @param folder its own
   * @param metrics as {@code fungible simulate --metrics} writes them
   * @param from the second in which they begin
   * @param to the last second to ask for
   */
  SimulatedPast(Path program, Path folder, Path metrics, long from, long to)
      throws IOException, InterruptedException {
    promtool = program.resolveSibling("promtool");
    this.folder = folder;
    this.from = from;
    this.to = to;
    Path data = Files.createDirectories(folder.resolve("data"));
    tool("openmetrics", metrics.toString(), data.toString());
    prometheus = Prometheus.start(program, folder, NO_TARGET);
    for (int pass = 0; pass < PASSES; pass++) {
      evaluateRules(folder.resolve("rules-" + pass), data);
    }
  }

  private void evaluateRules(Path output, Path data) throws IOException, InterruptedException {
    tool(
        "rules",
        "--url=" + prometheus.url(),
        "--start=" + from,
        "--end=" + to,
        "--eval-interval=2m",
        "--output-dir=" + output,
        RULES.toString());
    prometheus.stop();
    try (Stream<Path> blocks = Files.list(output)) {
      for (Path block : blocks.toList()) {
        Files.move(block, data.resolve(block.getFileName()));
      }
    }
    prometheus.start();
  }

  private void tool(String source, String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of(promtool.toString(), "tsdb", "create-blocks-from", source));
    line.addAll(List.of(arguments));
    Path log = folder.resolve("promtool.log");
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(process.waitFor()).as(line + ", see " + log).isZero();
  }

  /** Whether there is an answer to it. */
  boolean answers(Question question) {
    Instant end = Instant.ofEpochSecond(to);
    return question.isAnsweredBy(
        new PromQl(prometheus.url()), Instant.ofEpochSecond(from), end, STEP);
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
