package dev.fungible.benchmarks.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to start the operator.
 *
 * @param name for people
 * @param isImage whether from the file tree of the image; else with the JDK of this process
 * @param flags of the JVM, after those of the image
 */
record Variant(String name, boolean isImage, List<String> flags) {

  private static final String MAIN = "dev.fungible.cli.Fungible";
  private static final List<String> USUAL_HEAP =
      List.of(
          "-XX:-UseSerialGC",
          "-XX:+UseG1GC",
          "-Xms384m",
          "-XX:MinHeapFreeRatio=40",
          "-XX:MaxHeapFreeRatio=70");
  private static final String NO_CACHE = "-XX:AOTMode=off";
  private static final String USUAL_HEADERS = "-XX:-UseCompactObjectHeaders";

  /** Each with one thing more than the one before; the last two are what was not taken. */
  static List<Variant> all() {
    return List.of(
        new Variant("JDK and jars", false, List.of()),
        image("jlink, unsigned jars", both(USUAL_HEAP, NO_CACHE, USUAL_HEADERS)),
        image("+ serial collector, small heap", List.of(NO_CACHE, USUAL_HEADERS)),
        image("+ compact object headers", List.of(NO_CACHE)),
        image("+ ahead-of-time cache: the image", List.of()),
        image("the image, first compiler alone", List.of("-XX:TieredStopAtLevel=1")));
  }

  /** The command line of an operator whose access to the cluster is in that folder. */
  List<String> line(Path project, Path access, int port) {
    List<String> line = new ArrayList<>();
    if (isImage) {
      line.addAll(List.of("bash", project.resolve("src/image/run-tree").toString()));
      line.addAll(List.of("--mount", access + "=/run/access"));
      String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
      line.add(project.resolve("target/image/root-" + architecture).toString());
      line.addAll(List.of("/opt/fungible/runtime/bin/java", "@/opt/fungible/java.options"));
      line.addAll(flags);
    } else {
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(flags);
      line.addAll(List.of("-cp", project.resolve("target/lib/fungible-cli.jar").toString()));
    }
    Path seen = isImage ? Path.of("/run/access") : access;
    line.addAll(List.of(MAIN, "operator", "--kubeconfig", seen.resolve("kubeconfig").toString()));
    line.addAll(List.of("--http-address", "127.0.0.1", "--http-port", Integer.toString(port)));
    return line;
  }

  private static Variant image(String name, List<String> flags) {
    return new Variant(name, true, flags);
  }

  private static List<String> both(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }
}
