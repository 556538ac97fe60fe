package dev.fungible.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What is to be built, of what.
 *
 * @param module the folder of this module
 * @param libraries jars of the operator
 * @param solver jars that simulations need besides
 * @param bom the bill of the build
 * @param goal where the images go
 * @param platforms for which
 * @param aotCache whether operators are trained
 * @param simulator whether there is an image with the solver, too
 * @param version of this build
 * @param revision the commit; empty where it is not known
 * @param time of all files
 */
record Order(
    Path module,
    Path libraries,
    Path solver,
    Path bom,
    Path goal,
    List<Platform> platforms,
    boolean aotCache,
    boolean simulator,
    String version,
    String revision,
    Instant time) {

  /** Reads it from system properties that begin with {@code image.}. */
  static Order fromProperties() {
    return new Order(
        path("module"),
        path("libraries"),
        path("solver"),
        path("bom"),
        path("goal"),
        Arrays.stream(text("platforms").split(",", -1)).map(Platform::named).toList(),
        Boolean.parseBoolean(text("aot")),
        Boolean.parseBoolean(text("simulator")),
        text("version"),
        System.getProperty("image.revision", ""),
        Instant.parse(text("time")));
  }

  private static Path path(String key) {
    return Path.of(text(key)).toAbsolutePath().normalize();
  }

  private static String text(String key) {
    String value = System.getProperty("image." + key);
    if (value == null || value.isBlank()) {
      throw new ImageFailed("-Dimage." + key + " is missing");
    }
    return value;
  }
}
