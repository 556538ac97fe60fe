package dev.fungible.benchmarks.cluster;

import dev.fungible.e2e.Binaries;
import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.PlaneSettings;
import dev.fungible.e2e.SimulatedNodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the operator on control planes that it starts, and prints what it found as it goes. */
@Command(
    name = "bench-cluster",
    description = "Measures the operator on a real control plane.",
    mixinStandardHelpOptions = true)
public final class ClusterBenchmark implements Callable<Integer> {

  /** What can be measured. */
  enum Kind {
    MEMORY,
    LATENCY,
    RATE,
    GANGS
  }

  private static final int SMALL = 64;
  private static final int GANG = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--nodes", description = "nodes of the cluster", defaultValue = "2048")
  private int nodes;

  @Option(names = "--pods", description = "its pods; by default 8 a node")
  private int pods;

  @Option(names = "--samples", description = "latencies of each kind", defaultValue = "20")
  private int samples;

  @Option(names = "--shifts", description = "shifts at once", defaultValue = "64")
  private int shifts;

  @Option(names = "--heap", description = "most heap of each process", defaultValue = "4g")
  private String heap = "4g";

  @Option(
      names = "--only",
      split = ",",
      description = "parts: ${COMPLETION-CANDIDATES}",
      defaultValue = "MEMORY,LATENCY,RATE,GANGS")
  private List<Kind> only = List.of();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ClusterBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Binaries binaries =
        Binaries.installedOrMade()
            .orElseThrow(() -> new IllegalStateException("no control plane can be had"));
    if (only.stream().anyMatch(kind -> kind != Kind.GANGS)) {
      measureLarge(binaries);
    }
    if (only.contains(Kind.GANGS)) {
      measureGangs(binaries);
    }
    return 0;
  }

  /** Nothing but etcd and the API server: what pods and nodes are, they stay. */
  private void measureLarge(Binaries binaries) throws IOException, InterruptedException {
    SyntheticCluster cluster = new SyntheticCluster(nodes, pods == 0 ? 8 * nodes : pods);
    requireIdleNodes(cluster);
    PlaneSettings bare =
        PlaneSettings.DEFAULT
            .without("kube-controller-manager", "kube-scheduler", "kwok")
            .with("kube-apiserver", "--audit-log-path=");
    try (ControlPlane plane = ControlPlane.start(binaries, folder(), bare)) {
      Population population = new Population(plane);
      addNamespaces(population);
      long begun = System.nanoTime();
      population.add(cluster);
      say("cluster filled in", Spread.number(Reading.seconds(begun)) + " s");
      say("a pod as JSON", jsonSize(plane, "pods", "-n", SyntheticCluster.NAMESPACE));
      say("a node as JSON", jsonSize(plane, "nodes"));
      if (only.contains(Kind.MEMORY)) {
        run(plane, "projections");
        run(plane, "informers");
      }
      if (only.contains(Kind.LATENCY)) {
        run(plane, "latency", "debounce-1s", String.valueOf(samples), "1s");
        run(plane, "latency", "debounce-0s", String.valueOf(samples), "0s");
      }
      if (only.contains(Kind.RATE)) {
        run(plane, "rate", "idle", String.valueOf(shifts), "1s");
      }
    }
  }

  private void requireIdleNodes(SyntheticCluster cluster) {
    int needed =
        (only.contains(Kind.LATENCY) ? 2 * (samples + Shifting.WARM_UPS) : 0)
            + (only.contains(Kind.RATE) ? shifts : 0);
    if (cluster.idleNodes() < needed) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "%d nodes are idle; expected %d. Maybe more --nodes, or fewer --samples and --shifts?"
              .formatted(cluster.idleNodes(), needed));
    }
  }

  /** A whole control plane with simulated kubelets, half of its nodes full of gangs. */
  private void measureGangs(Binaries binaries) throws IOException, InterruptedException {
    try (ControlPlane plane = ControlPlane.start(binaries, folder(), PlaneSettings.DEFAULT)) {
      Population population = new Population(plane);
      addNamespaces(population);
      SimulatedNodes simulated =
          SimulatedNodes.named("gpu", SMALL)
              .label(SyntheticCluster.POOL_LABEL, SyntheticCluster.POOL)
              .assignedTo("training");
      plane.kubectl("admin").create(simulated.manifests());
      StringBuilder jobs = new StringBuilder();
      for (int job = 0; job < SMALL / 2 / GANG; job++) {
        jobs.append(TrainingJob.manifest("gang-" + job, GANG, job % 2 == 0));
      }
      plane.kubectl("admin").apply(jobs.toString(), "-n", SyntheticCluster.NAMESPACE);
      Sightings.await(() -> running(plane) == SMALL / 2, "running gangs");
      run(plane, "rate", "live-idle", String.valueOf(SMALL / 2), "1s");
      run(plane, "rate", "live-gangs", String.valueOf(SMALL / 2), "1s");
    }
  }

  private static int running(ControlPlane plane) {
    String names =
        plane
            .kubectl("admin")
            .run(
                "get",
                "pods",
                "-n",
                SyntheticCluster.NAMESPACE,
                "--field-selector=status.phase=Running",
                "-o",
                "name");
    return (int) names.lines().count();
  }

  private static void addNamespaces(Population population) {
    population.addNamespace(SyntheticCluster.NAMESPACE);
    population.addNamespace(Shifting.NAMESPACE);
    population.addConfigMap(Shifting.NAMESPACE, "fungible-scheduler");
  }

  private static String jsonSize(ControlPlane plane, String... of) {
    List<String> command = new ArrayList<>(List.of("get", "--raw"));
    String path =
        of[0].equals("nodes")
            ? "/api/v1/nodes?limit=100"
            : "/api/v1/namespaces/" + of[2] + "/pods?limit=100";
    command.add(path);
    int bytes =
        plane
            .kubectl("admin")
            .run(command.toArray(String[]::new))
            .getBytes(StandardCharsets.UTF_8)
            .length;
    return "%,d bytes on average".formatted(bytes / 100);
  }

  private static Path folder() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    return Files.createTempDirectory(target, "bench-cluster-");
  }

  private void run(ControlPlane plane, String... part) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Part.class.getName());
    command.add(plane.kubeconfig("admin").toString());
    command.addAll(List.of(part));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> output = new ArrayList<>();
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
      }
    }
    if (process.waitFor() != 0) {
      say(part[0], "failed: exit status " + process.exitValue());
    }
    Figures.in(output).forEach(figure -> say(part[0] + ": " + figure.name(), figure.value()));
  }

  private static void say(String name, String value) {
    System.out.printf("| %s | %s |%n", name, value);
    System.out.flush();
  }
}
