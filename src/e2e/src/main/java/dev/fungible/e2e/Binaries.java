package dev.fungible.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds the programs of a control plane.
 *
 * @param folder holds etcd, the Kubernetes servers, kubectl and kwok
 */
public record Binaries(Path folder) {

  private static final int NONE_TO_BE_HAD = 3;

  /**
   * What is there already: the folder that {@code KUBEBUILDER_ASSETS} names, or the cache. Fetches
   * and builds nothing.
   *
   * @throws PlaneFailed if the named folder lacks one
   */
  public static Optional<Binaries> installed() {
    return install("--from", "cache");
  }

  /** As {@link #installed}, but fetches or builds what is not there, which may take minutes. */
  public static Optional<Binaries> installedOrMade() {
    return install();
  }

  /** The path of one program. */
  Path program(String name) {
    return folder.resolve(name);
  }

  private static Optional<Binaries> install(String... arguments) {
    String[] command =
        Stream.concat(Stream.of("bash", script().toString()), Stream.of(arguments))
            .toArray(String[]::new);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return switch (process.waitFor()) {
        case 0 ->
            Optional.of(new Binaries(Path.of(output.substring(output.lastIndexOf('\n') + 1))));
        case NONE_TO_BE_HAD -> Optional.empty();
        default -> throw new PlaneFailed(script() + " failed; see above");
      };
    } catch (IOException e) {
      throw new PlaneFailed("cannot run " + script(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaneFailed("interrupted in " + script(), e);
    }
  }

  private static Path script() {
    Path inModule = Path.of("control-plane", "install");
    Path inRoot = Path.of("src", "e2e").resolve(inModule);
    return Stream.of(inModule, inRoot, Path.of("..", "..").resolve(inRoot))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new PlaneFailed(
                    "no "
                        + inRoot
                        + " from "
                        + Path.of("").toAbsolutePath()
                        + ". Maybe start in the project's folder?"));
  }
}
