package dev.fungible.simulator.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fungible.simulator.trace.DemandFile;
import dev.fungible.simulator.trace.JobFile;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The benchmark's scenarios, which the project does not ship. */
final class Traces {

  private static final String VARIABLE = "FUNGIBLE_TRACES";

  private Traces() {}

  /** Scenario A or B on its 64 nodes; skips the test, and says so, where it is not at hand. */
  static Scenario scenario(String name) {
    Optional<Path> folder = folder();
    String missing = "SKIPPED the benchmark's scenario " + name + ": set " + VARIABLE;
    if (folder.isEmpty()) {
      System.err.println(missing);
    }
    assumeTrue(folder.isPresent(), missing);
    Path composite = folder.orElseThrow();
    return Scenario.of(
        name,
        DemandFile.read(composite.resolve(name + "_demand.csv")),
        JobFile.read(composite.resolve(name + "_jobs.csv")).jobs(),
        64,
        QueueOrder.FIFO);
  }

  private static Optional<Path> folder() {
    Stream<Path> given = Stream.ofNullable(System.getenv(VARIABLE)).map(Path::of);
    Stream<Path> above =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/data"));
    return Stream.concat(given, above)
        .map(path -> path.resolve("composite"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
