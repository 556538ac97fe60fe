package dev.fungible.e2e.process;

import dev.fungible.cli.Fungible;
import dev.fungible.e2e.TestSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the {@code fungible} command in a process of its own.
 *
 * @param exit what it exited with
 * @param out what it printed
 * @param err what it complained of
 */
public record FungibleCommand(int exit, String out, String err) {

  private static final long PATIENCE = 60;

  /** Runs it against the space's cluster and namespace, as a user of the plane. */
  static FungibleCommand run(TestSpace space, String user, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--kubeconfig=" + space.plane().kubeconfig(user));
    all.add("--namespace=" + space.name());
    return run(all);
  }

  /** Runs it with these arguments. */
  public static FungibleCommand run(List<String> arguments) {
    try {
      Path out = Files.createTempFile("fungible", ".out");
      Path err = Files.createTempFile("fungible", ".err");
      Process process =
          new ProcessBuilder(line(arguments))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("fungible " + arguments + " does not end");
      }
      return new FungibleCommand(process.exitValue(), taken(out), taken(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The command line that runs it on this JVM's class path, with little to warm up. */
  public static List<String> line(List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Fungible.class.getName()));
    line.addAll(arguments);
    return line;
  }

  private static String taken(Path file) throws IOException {
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }
}
