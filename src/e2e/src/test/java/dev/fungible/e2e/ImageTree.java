package dev.fungible.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The file tree of the image, from which {@code fungible} is run the way a container runtime would
 * run it: without privileges, on a root that cannot be written.
 *
 * @param root of the tree
 */
public record ImageTree(Path root) {

  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final String ACCESS = "/run/access";

  /** The one that was built for this machine; without one, the test is skipped and says so. */
  public static ImageTree required() {
    return built()
        .orElseGet(
            () -> {
              Assumptions.abort("there is no image that runs");
              throw new IllegalStateException("not reached");
            });
  }

  /**
   * The one that was built for this machine, if it runs; without one, that is said aloud, or an
   * error where the environment has {@code IMAGE_REQUIRED=true}.
   */
  public static Optional<ImageTree> built() {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    ImageTree tree = new ImageTree(PROJECT.resolve("target/image/root-" + architecture));
    if (!Files.isExecutable(tree.root().resolve("opt/fungible/runtime/bin/java"))) {
      return none("it was not built, there is no " + tree.root());
    }
    if (!tree.runs()) {
      return none("run-tree needs root or user namespaces");
    }
    return Optional.of(tree);
  }

  private static Optional<ImageTree> none(String why) {
    if ("true".equals(System.getenv("IMAGE_REQUIRED"))) {
      throw new IllegalStateException("no image: " + why);
    }
    System.err.println("SKIPPED the image: " + why);
    return Optional.empty();
  }

  /** The command line of {@code fungible} that reaches the plane by this kubeconfig. */
  public List<String> line(ControlPlane plane, Path kubeconfig, List<String> arguments) {
    // Certificates are files of this machine's, which the tree cannot see.
    String flat =
        plane
            .kubectl("admin")
            .run("config", "view", "--flatten", "--raw", "--kubeconfig=" + kubeconfig);
    try {
      Path access = plane.root().resolve("access").resolve(kubeconfig.getFileName());
      Files.createDirectories(access);
      Files.writeString(access.resolve("kubeconfig"), flat);
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of("--kubeconfig", ACCESS + "/kubeconfig"));
      return line(List.of(access.toAbsolutePath() + "=" + ACCESS), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The command line of {@code fungible}.
   *
   * @param mounts folders of this machine that it sees, like {@code /here=/run/there}
   */
  public List<String> line(List<String> mounts, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add("bash");
    line.add(PROJECT.resolve("src/image/run-tree").toString());
    for (String mount : mounts) {
      line.addAll(List.of("--mount", mount));
    }
    line.add(root.toString());
    line.addAll(entryPoint());
    line.addAll(arguments);
    return line;
  }

  private static List<String> entryPoint() {
    return List.of(
        "/opt/fungible/runtime/bin/java",
        "@/opt/fungible/java.options",
        "dev.fungible.cli.Fungible");
  }

  private boolean runs() {
    try {
      Process process =
          new ProcessBuilder(line(List.of(), List.of("--version")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
