package dev.fungible.e2e;

import java.nio.file.Path;
import java.util.Optional;

/** The program that {@link Helm} runs. */
public final class HelmProgram {

  private static final InstallScript SCRIPT = new InstallScript("helm");

  private HelmProgram() {}

  /**
   * The one that {@code HELM} names, or that is in the cache or on the path already. Builds
   * nothing.
   *
   * @throws PlaneFailed if the named one does not run
   */
  public static Optional<Path> installed() {
    return SCRIPT.run("--from", "cache,path");
  }
}
