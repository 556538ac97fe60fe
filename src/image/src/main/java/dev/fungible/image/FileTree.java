package dev.fungible.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is where in an image. */
final class FileTree {

  /** The one program. */
  static final String JAVA = "/opt/fungible/runtime/bin/java";

  /** What it is told before anything else. */
  static final String OPTIONS = "/opt/fungible/java.options";

  /** The command. */
  static final String MAIN = "dev.fungible.cli.Fungible";

  /** Where {@link AotCache} is. */
  static final String AOT_CACHE = "/opt/fungible/fungible.aot";

  /** Where the simulator has the jars of its solver. */
  static final String SOLVER = "/opt/fungible/solver";

  /** Whom it runs as. */
  static final int USER = 65_532;

  private static final String PASSWD =
      "root:x:0:0:root:/:/sbin/nologin\n"
          + "fungible:x:%1$d:%1$d:fungible:/tmp:/sbin/nologin\n".formatted(USER);
  private static final String GROUP = "root:x:0:\nfungible:x:%d:\n".formatted(USER);
  private static final List<String> FOLDERS =
      List.of("dev", "proc", "sys", "run", "tmp", "etc", "opt/fungible/policies", "var");

  private FileTree() {}

  /** Lays out all but the runtime and the jars. */
  static void lay(Path root) throws IOException {
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.createSymbolicLink(root.resolve("var/run"), Path.of("/run"));
    Files.writeString(root.resolve("etc/passwd"), PASSWD);
    Files.writeString(root.resolve("etc/group"), GROUP);
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n");
    Files.writeString(root.resolve("etc/resolv.conf"), "");
    Files.writeString(root.resolve("etc/nsswitch.conf"), "passwd: files\nhosts: files dns\n");
    Files.writeString(root.resolve("etc/os-release"), "ID=fungible\nNAME=\"fungible-scheduler\"\n");
  }

  /**
   * Writes what the JVM is told. A cache that it cannot use, it starts without.
   *
   * @param commandJar the name of the jar that names all others
   */
  static void writeOptions(Path root, String commandJar, boolean cached) throws IOException {
    List<String> lines = new ArrayList<>();
    if (cached) {
      lines.add("-XX:AOTCache=" + AOT_CACHE);
    }
    lines.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms24m",
            "-XX:MaxRAMPercentage=60",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:+ExitOnOutOfMemoryError",
            // Nothing but /tmp can be written, and nobody looks there.
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-classpath",
            // What is only added at the end leaves the cache valid.
            "/opt/fungible/lib/%s:/opt/fungible/policies/*:%s/*".formatted(commandJar, SOLVER)));
    Files.write(root.resolve(OPTIONS.substring(1)), lines);
  }
}
