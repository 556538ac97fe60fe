package dev.fungible.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Runs kubectl as one user of the plane. */
public final class Kubectl {

  private final Path program;
  private final Path kubeconfig;

  Kubectl(Path program, Path kubeconfig) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Runs a command and returns what it printed.
   *
   * @throws PlaneFailed if it fails, with what it said
   */
  public String run(String... arguments) {
    return runWith("", arguments);
  }

  /** Applies objects written as YAML or JSON, however many, on the server's side. */
  public String apply(String documents, String... flags) {
    return runWith(
        documents, with(flags, "apply", "--server-side", "--force-conflicts", "-f", "-"));
  }

  /** Creates objects written as YAML or JSON, however many, with the status that they state. */
  public String create(String documents, String... flags) {
    return runWith(documents, with(flags, "create", "-f", "-"));
  }

  private static String[] with(String[] flags, String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of(flags)).toArray(String[]::new);
  }

  private String runWith(String input, String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of(program.toString(), "--kubeconfig=" + kubeconfig), Stream.of(arguments))
            .toList();
    try {
      Process process = new ProcessBuilder(command).start();
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> new String(read(process), StandardCharsets.UTF_8));
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new PlaneFailed(
            "kubectl " + String.join(" ", arguments) + ": " + errors.join().strip());
      }
      return output;
    } catch (IOException e) {
      throw new PlaneFailed("cannot run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaneFailed("interrupted", e);
    }
  }

  private static byte[] read(Process process) {
    try {
      return process.getErrorStream().readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
