package dev.fungible.e2e;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that holds the programs of a control plane.
 *
 * @param folder holds etcd, the Kubernetes servers, kubectl and kwok
 */
public record Binaries(Path folder) {

  private static final InstallScript SCRIPT = new InstallScript("control-plane");

  /**
   * What is there already: the folder that {@code KUBEBUILDER_ASSETS} names, or the cache. Fetches
   * and builds nothing.
   *
   * @throws PlaneFailed if the named folder lacks one
   */
  public static Optional<Binaries> installed() {
    return SCRIPT.run("--from", "cache").map(Binaries::new);
  }

  /** As {@link #installed}, but fetches or builds what is not there, which may take minutes. */
  public static Optional<Binaries> installedOrMade() {
    return SCRIPT.run().map(Binaries::new);
  }

  /** The path of one program. */
  Path program(String name) {
    return folder.resolve(name);
  }
}
