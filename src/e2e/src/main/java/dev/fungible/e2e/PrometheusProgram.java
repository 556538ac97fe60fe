package dev.fungible.e2e;

import java.nio.file.Path;
import java.util.Optional;

/** The program that {@link Prometheus} runs. */
public final class PrometheusProgram {

  private static final InstallScript SCRIPT = new InstallScript("prometheus");

  private PrometheusProgram() {}

  /**
   * The one that {@code PROMETHEUS} names, or that is in the cache or on the path already. Fetches
   * nothing.
   *
   * @throws PlaneFailed if the named one does not run
   */
  public static Optional<Path> installed() {
    return SCRIPT.run("--from", "cache,path");
  }
}
