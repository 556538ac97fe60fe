package dev.fungible.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * A cluster for looking around: 64 simulated nodes with 8 GPUs in racks of 8, split between the
 * classes by hand, and work of all three. Runs until it is told to stop.
 */
public final class Cluster {

  /** The user that people are. */
  private static final String USER = "admin";

  private static final List<String> WORK =
      List.of("training.yaml", "inference.yaml", "ranking.yaml", "operator.yaml");

  /** What the operator's configuration finds them by. */
  private static final String POOL = "fungible.dev/pool";

  private Cluster() {}

  /**
   * Starts it in the folder that is the only argument, and writes the file {@code ready} there,
   * with the path of a kubeconfig, once all is applied.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 1) {
      System.err.println("expected one argument: the folder for the cluster's files");
      System.exit(2);
    }
    Path root = Path.of(arguments[0]).toAbsolutePath();
    Binaries binaries =
        Binaries.installedOrMade()
            .orElseThrow(
                () ->
                    new PlaneFailed(
                        "no control plane can be had: install Go, or point KUBEBUILDER_ASSETS at one"));
    ControlPlane plane = ControlPlane.start(binaries, root, PlaneSettings.DEFAULT);
    populate(plane.kubectl(USER), System.err);
    announce(root, plane.kubeconfig(USER));
    new CountDownLatch(1).await();
  }

  private static void populate(Kubectl kubectl, PrintStream out) {
    create(kubectl, SimulatedNodes.named("gpu-t", 40).assignedTo("training"));
    create(kubectl, SimulatedNodes.named("gpu-i", 16).assignedTo("inference"));
    create(kubectl, SimulatedNodes.named("gpu-r", 8).assignedTo("ranking"));
    for (String file : WORK) {
      out.print(kubectl.apply(Resource.text("sample/" + file)));
    }
  }

  private static void create(Kubectl kubectl, SimulatedNodes nodes) {
    kubectl.create(nodes.label(POOL, "gpus").manifests());
    System.err.printf(Locale.ROOT, "%d nodes %s-*%n", nodes.count(), nodes.prefix());
  }

  /** The file appears whole, for whoever waits for it. */
  private static void announce(Path root, Path kubeconfig) throws IOException {
    Path written = Files.writeString(root.resolve("ready.new"), kubeconfig + "\n");
    Files.move(written, root.resolve("ready"), StandardCopyOption.ATOMIC_MOVE);
  }
}
