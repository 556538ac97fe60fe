package dev.fungible.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checks of Prometheus, by the program that comes with it. */
public final class Promtool {

  private final Path program;

  /**
   * The one beside the Prometheus that tests run.
   *
   * @throws PlaneFailed if there is none
   */
  public Promtool() {
    program =
        PrometheusProgram.installed()
            .orElseThrow(() -> new PlaneFailed("no Prometheus"))
            .resolveSibling("promtool");
  }

  /**
   * How a run ended.
   *
   * @param status 0 where all is well
   * @param said all that it printed
   */
  public record Outcome(int status, String said) {}

  /** Runs it with these arguments and this on its standard input. */
  public Outcome run(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), said);
  }
}
