package dev.fungible.simulator.trace;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds public traces, which the project does not ship; tests that need one are skipped without.
 */
final class RealTraces {

  private static final String VARIABLE = "FUNGIBLE_TRACES";

  private RealTraces() {}

  /** The file or folder below the traces' folder; skips the test when it is not there. */
  static Path require(String name) {
    Path path = folder().resolve(name);
    assumeTrue(
        Files.exists(path),
        () ->
            "Skipped what needs the real trace "
                + name
                + ": set "
                + VARIABLE
                + " to a folder that holds it");
    return path;
  }

  private static Path folder() {
    String given = System.getenv(VARIABLE);
    return given == null ? checkout().resolve("../shared/data") : Path.of(given);
  }

  private static Path checkout() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw")) || Files.exists(folder.resolve(".git"))) {
        return folder;
      }
    }
    return start;
  }
}
