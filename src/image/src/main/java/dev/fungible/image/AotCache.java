package dev.fungible.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's ahead-of-time cache (JEP 483, 514, 515): classes as they are once loaded and linked,
 * and what was learned of methods, from an operator that ran for a while beside a stand-in of a
 * cluster.
 */
final class AotCache {

  /**
   * Of whoever builds: flags of the JVM are kept in the cache, and have to be those of the image.
   */
  private static final List<String> FOREIGN =
      List.of("KUBECONFIG", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

  /** An emulated processor is slow. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** By then it has been through its cycles, and has renewed its lease. */
  private static final int RENEWALS = 3;

  private static final String RECORDING = "/run/out/fungible.aotconf";

  private final Platform platform;
  private final Isolation isolation;
  private final Path tree;

  AotCache(Platform platform, Isolation isolation, Path tree) {
    this.platform = platform;
    this.isolation = isolation;
    this.tree = tree;
  }

  /** Trains an operator of the tree, and puts the cache into it. */
  void make() throws IOException {
    Path folder = Files.createTempDirectory("fungible-aot");
    try {
      Path log = folder.resolve("operator.log");
      record(folder, log);
      Path out = Files.createDirectories(folder.resolve("out"));
      Program.run(
          isolation.command(
              platform,
              tree,
              List.of(out + "=/run/out"),
              java(
                  "-XX:AOTMode=create",
                  "-XX:AOTConfiguration=" + RECORDING,
                  "-XX:AOTCache=/run/out/fungible.aot")));
      Files.move(out.resolve("fungible.aot"), tree.resolve(FileTree.AOT_CACHE.substring(1)));
      Files.setPosixFilePermissions(
          tree.resolve(FileTree.AOT_CACHE.substring(1)),
          PosixFilePermissions.fromString("rw-r--r--"));
    } finally {
      Tree.delete(folder);
    }
  }

  private void record(Path folder, Path log) throws IOException {
    Certificate certificate = Certificate.make(folder);
    Path account = Files.createDirectories(folder.resolve("account"));
    Files.writeString(account.resolve("token"), "for-loopback");
    Files.writeString(account.resolve("ca.crt"), certificate.pem());
    Files.writeString(account.resolve("namespace"), "fungible-system");
    Path out = Files.createDirectories(folder.resolve("out"));
    try (ClusterStandIn cluster =
        ClusterStandIn.start(certificate.tls(), SampleCluster.objects())) {
      List<String> mounts =
          List.of(out + "=/run/out", account + "=/run/secrets/kubernetes.io/serviceaccount");
      List<String> program = new ArrayList<>();
      program.addAll(java("-XX:AOTMode=record", "-XX:AOTConfiguration=" + RECORDING));
      program.addAll(List.of("operator", "--http-address", "127.0.0.1", "--http-port", "0"));
      ProcessBuilder builder =
          new ProcessBuilder(isolation.command(platform, tree, mounts, program))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
      builder.environment().put("KUBERNETES_SERVICE_PORT", Integer.toString(cluster.port()));
      builder.environment().keySet().removeAll(FOREIGN);
      watch(builder.start(), cluster, log);
      if (!Files.exists(out.resolve("fungible.aotconf"))) {
        throw new ImageFailed("the operator left no recording:\n" + Files.readString(log));
      }
    }
  }

  private void watch(Process operator, ClusterStandIn cluster, Path log) throws IOException {
    Instant last = Instant.now().plus(PATIENCE);
    try {
      while (cluster.writes("/leases") < RENEWALS) {
        if (!operator.isAlive() || Instant.now().isAfter(last)) {
          throw new ImageFailed("the operator does not lead:\n" + Files.readString(log));
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      operator.destroy();
      if (!operator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new ImageFailed("the operator does not end:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageFailed("interrupted", e);
    } finally {
      operator.destroyForcibly();
    }
  }

  private static List<String> java(String... flags) {
    List<String> line = new ArrayList<>();
    line.add(FileTree.JAVA);
    line.addAll(List.of(flags));
    line.add("@" + FileTree.OPTIONS);
    line.add(FileTree.MAIN);
    return line;
  }
}
