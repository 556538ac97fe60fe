package dev.fungible.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A script of this module that finds or makes programs, and prints where they are.
 *
 * @param folder of the module that the script is in, under the name {@code install}
 */
record InstallScript(String folder) {

  private static final int NONE_TO_BE_HAD = 3;

  /**
   * What it printed last; empty if there is nothing to be had the way it was told to.
   *
   * @throws PlaneFailed if something is wrong with what is there
   */
  Optional<Path> run(String... arguments) {
    String[] command =
        Stream.concat(Stream.of("bash", path().toString()), Stream.of(arguments))
            .toArray(String[]::new);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return switch (process.waitFor()) {
        case 0 -> Optional.of(Path.of(output.substring(output.lastIndexOf('\n') + 1)));
        case NONE_TO_BE_HAD -> Optional.empty();
        default -> throw new PlaneFailed(path() + " failed; see above");
      };
    } catch (IOException e) {
      throw new PlaneFailed("cannot run " + path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaneFailed("interrupted in " + path(), e);
    }
  }

  private Path path() {
    Path inModule = Path.of(folder, "install");
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
