package dev.fungible.e2e;

import java.nio.file.Path;
import java.util.Optional;

/** What Kubernetes publishes of its API, an OpenAPI description {@code v1.N.P.json} a version. */
public final class PublishedApis {

  private static final InstallScript SCRIPT = new InstallScript("kubernetes-schemas");

  private PublishedApis() {}

  /** The folder that holds them, if it is in the cache already. Fetches nothing. */
  public static Optional<Path> installed() {
    return SCRIPT.run("--from", "cache");
  }
}
