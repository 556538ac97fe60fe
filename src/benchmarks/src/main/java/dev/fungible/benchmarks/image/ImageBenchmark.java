package dev.fungible.benchmarks.image;

import dev.fungible.e2e.Binaries;
import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.PlaneSettings;
import dev.fungible.e2e.SimulatedNodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Starts the operator in several ways on a control plane with 64 nodes, and prints the medians. */
public final class ImageBenchmark {

  private static final int NODES = 64;
  private static final String CONFIGURATION =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: fungible-scheduler, namespace: fungible-system}
      data:
        fungible.yaml: |
          apiVersion: fungible.dev/v1alpha1
          pools: [{name: gpus, gpusPerNode: 8, mode: Observe, defaultClass: training}]
          policies: [{name: demand}, {name: forecast}, {name: queue}]
      """;

  private ImageBenchmark() {}

  /** Measures; the argument says how many starts of each kind, 5 by default. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int starts = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    Binaries binaries =
        Binaries.installedOrMade()
            .orElseThrow(() -> new IllegalStateException("no control plane can be had"));
    Path folder = Files.createTempDirectory("bench-image");
    try (ControlPlane plane = ControlPlane.start(binaries, folder, PlaneSettings.DEFAULT)) {
      plane.kubectl("admin").create(SimulatedNodes.named("gpu", NODES).manifests());
      plane.kubectl("admin").run("create", "namespace", "fungible-system");
      plane.kubectl("admin").apply(CONFIGURATION);
      print(measured(plane, folder, starts));
    }
  }

  /** Round by round, so that what else the machine does falls on all alike. */
  private static Map<Variant, List<Start>> measured(ControlPlane plane, Path folder, int starts)
      throws IOException, InterruptedException {
    Path access = Files.createDirectories(folder.resolve("access"));
    Files.writeString(
        access.resolve("kubeconfig"),
        plane.kubectl("admin").run("config", "view", "--flatten", "--raw"));
    Map<Variant, List<Start>> all = new LinkedHashMap<>();
    for (int round = 0; round < starts; round++) {
      for (Variant variant : Variant.all()) {
        int port = freePort();
        List<String> line = variant.line(project(), access, port);
        Start start = Start.of(line, port, folder.resolve("operator.log"));
        all.computeIfAbsent(variant, key -> new ArrayList<>()).add(start);
        System.err.printf(Locale.ROOT, "%-34s %s%n", variant.name(), start);
      }
    }
    return all;
  }

  private static void print(Map<Variant, List<Start>> all) {
    System.out.println("| | ready | processor until then | resident | at most |");
    System.out.println("|---|--:|--:|--:|--:|");
    all.forEach(
        (variant, starts) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %d MB | %d MB |%n",
                variant.name(),
                median(starts, Start::ready) / 1e3,
                median(starts, Start::processor) / 1e3,
                median(starts, Start::memory) >> 20,
                median(starts, Start::peak) >> 20));
  }

  private static Path project() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("src/image")) ? here : here.resolve("../..").normalize();
  }

  private static long median(List<Start> starts, ToLongFunction<Start> value) {
    return starts.stream().mapToLong(value).sorted().skip(starts.size() / 2).findFirst().orElse(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
