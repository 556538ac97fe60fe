package dev.fungible.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Helm as it is released, without the settings of whoever runs it.
 *
 * @param program what is run
 * @param folder for its files and caches
 * @param environment besides that of this JVM
 */
public record Helm(Path program, Path folder, Map<String, String> environment) {

  /** One that asks no cluster. */
  public static Helm alone(Path program, Path folder) {
    return new Helm(program, folder, Map.of("KUBECONFIG", "none"));
  }

  /** The same as a user of a plane. */
  public Helm on(ControlPlane plane, String user) {
    return new Helm(
        program, folder, Map.of("KUBECONFIG", plane.kubeconfig(user).toAbsolutePath().toString()));
  }

  /**
   * How a run ended.
   *
   * @param status 0 where all is well
   * @param out what it printed
   * @param err what it complained of
   */
  public record Outcome(int status, String out, String err) {}

  /** Runs it. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path out = Files.createTempFile(folder, "helm", ".out");
    Path err = Files.createTempFile(folder, "helm", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    for (String kind : new String[] {"CACHE", "CONFIG", "DATA"}) {
      builder.environment().put("HELM_" + kind + "_HOME", folder.resolve(kind).toString());
    }
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Outcome(status, taken(out), taken(err));
  }

  /**
   * Runs it and returns what it printed.
   *
   * @throws PlaneFailed if it fails, with what it said
   */
  public String require(String... arguments) throws IOException, InterruptedException {
    Outcome outcome = run(arguments);
    if (outcome.status() != 0) {
      throw new PlaneFailed(
          "helm " + String.join(" ", arguments) + ": " + outcome.out() + outcome.err().strip());
    }
    return outcome.out();
  }

  private static String taken(Path file) throws IOException {
    String text = Files.readString(file, UTF_8);
    Files.delete(file);
    return text;
  }
}
